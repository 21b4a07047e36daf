// An interval that fires late the first time is the same interval ever after, also in the trace.
const busy = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
let beats = 0;
const interval = setInterval(function beat() {
  console.log('beat', ++beats, 'at', Math.round(performance.now()));
  if (beats === 2) busy(25);
  if (beats === 4) clearInterval(interval);
}, 10);
busy(25);
