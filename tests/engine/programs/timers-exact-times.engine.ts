// On the virtual clock every time is exact.
const start = performance.now();
const at = () => Math.round(performance.now() - start);
setTimeout(() => console.log('10 at', at()), 10);
const interval = setInterval(() => {
  console.log('interval at', at());
  if (at() >= 90) clearInterval(interval);
}, 30);
await new Promise((r) => setTimeout(r, 45));
console.log('45 at', at());
const busy = performance.now();
while (performance.now() - busy < 30);
console.log('busy until', at());
