// Code from text.
// never: /RAN/

// Automation lets what it evaluates itself run code from text; not so a later task.
await new Promise((r) => setTimeout(r));
for (const g of [() => (0, eval)('1'), () => new Function('return 1')()]) try { if (g() === 1) return 'RAN'; } catch {}
return 'no';
