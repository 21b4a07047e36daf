// F17: an interval that was held up goes on as its host has it.
const start = performance.now();
const at = () => Math.round(performance.now() - start);
let n = 0;
const timer = setInterval(() => {
  console.log('tick', ++n, 'at', at());
  if (n === 2) {
    const from = performance.now();
    while (performance.now() - from < 25);
  }
  if (n === 5) clearInterval(timer);
}, 10);
