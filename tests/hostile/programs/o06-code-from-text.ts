// Runs code from text.
// never: /RAN/

const ways = [() => (0, eval)('1'), () => new Function('return 1')(), () => (async () => {}).constructor('return 1')(), () => (function* () {}).constructor('yield 1')().next(), () => setTimeout("console.log('RAN')", 0), () => Reflect.construct(Function, ['return 1'])()];
for (const f of ways) try { if (f() === 1) console.log('RAN'); } catch (e) { console.log(e.name); }
await new Promise((r) => setTimeout(r, 20));
