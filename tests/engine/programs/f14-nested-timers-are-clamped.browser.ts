// F14: when timers set timers, the sixth and all further ones wait at least 4 ms; a fresh one does not.
const waits: number[] = [];
let before = performance.now();
await new Promise<void>((resolve) => {
  const next = () => {
    const now = performance.now();
    waits.push(now - before);
    before = now;
    if (waits.length === 10) resolve();
    else setTimeout(next, 0);
  };
  setTimeout(next, 0);
});
console.log('the last five wait at least 4 ms:', waits.slice(-4).every((ms) => ms > 3.5));
