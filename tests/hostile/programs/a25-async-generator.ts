// An asynchronous generator without end, consumed as fast as it goes.
// ends: limit:blocked | limit:time

async function* g() { for (;;) yield 0; }
for await (const x of g()) ;
