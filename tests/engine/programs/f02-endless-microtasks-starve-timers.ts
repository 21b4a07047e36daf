// F2: the checkpoint goes on until the queue is empty, new microtasks included.
const start = performance.now();
let fired = false;
setTimeout(() => {
  fired = true;
  console.log('timer, starved until the microtasks ended:', performance.now() - start >= 20);
}, 0);
async function pingPong() {
  while (performance.now() - start < 20) await null;
  console.log('microtasks over, timer fired yet:', fired);
}
pingPong();
