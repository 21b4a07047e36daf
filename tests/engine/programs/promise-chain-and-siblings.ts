// Reactions of one promise run in the order they were added; chains interleave.
const p = Promise.resolve();
p.then(() => console.log('p1')).then(() => console.log('p1.1')).then(() => console.log('p1.1.1'));
p.then(() => console.log('p2')).then(() => console.log('p2.1'));
p.then(() => console.log('p3'));
await new Promise((r) => setTimeout(r, 1));
