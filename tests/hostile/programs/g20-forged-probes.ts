// Calls and replaces the probes by the names the compiler gives them.
// never: /FORGED/
// includes: plain

try { $p = new Proxy({}, { get: () => () => 'FORGED' }); } catch {}
try { console.log(typeof $p, typeof $m, typeof $i); } catch (e) { console.log(e.name); }
console.log('plain');
