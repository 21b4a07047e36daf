// A blocked interval fires once when the loop is free, not once for each missed period.
let ticks = 0;
const timer = setInterval(() => ticks++, 10);
const start = performance.now();
while (performance.now() - start < 55);
await new Promise((r) => setTimeout(r, 4));
console.log('ticks right after the block:', ticks <= 2);
clearInterval(timer);
