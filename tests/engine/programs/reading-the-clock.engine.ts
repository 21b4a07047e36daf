// Time moves by the reading, by a hundredth of a millisecond, and otherwise only when nothing is left to do.
const start = performance.now();
for (let i = 0; i < 99; i++) performance.now();
console.log((performance.now() - start).toFixed(2));
const before = performance.now();
await null;
for (let i = 0; i < 1e5; i++);
console.log((performance.now() - before).toFixed(2));
setTimeout(() => console.log('exactly', (performance.now() - before).toFixed(2)), 100);
console.log(new Date(Date.now()).toISOString().slice(0, 4), Date.now() - Date.now() <= 0);
while (Date.now() < 0);
