// Makes trace events without end: calls that await.
// ends: any
// most: 2000

async function f() { await 0; }
for (;;) await Promise.all(Array.from({ length: 100 }, f));
