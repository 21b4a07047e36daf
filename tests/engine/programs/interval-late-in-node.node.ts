// Node counts an interval from the beginning of its callback: a late call puts off the next ones.
const busy = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
let beats = 0;
const interval = setInterval(function beat() {
  console.log('beat', ++beats);
  if (beats === 2) busy(65);
  if (beats === 3) clearInterval(interval);
}, 30);
busy(65);
