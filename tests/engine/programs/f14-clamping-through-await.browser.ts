// F14: nesting goes on when a timer's continuation sets the next one after an await.
const sleep = () => new Promise<void>((r) => setTimeout(r, 0));
for (let n = 0; n < 8; n++) await sleep();
const start = performance.now();
await sleep();
console.log('the ninth waits at least 4 ms:', performance.now() - start > 3.5);
