// Both clocks move together.
const [d, p] = [Date.now(), performance.now()];
await new Promise((r) => setTimeout(r, 50));
const [dd, pp] = [Date.now() - d, performance.now() - p];
console.log(Math.abs(dd - pp) < 25, dd >= 49, Math.abs(new Date().getTime() - Date.now()) < 25);
