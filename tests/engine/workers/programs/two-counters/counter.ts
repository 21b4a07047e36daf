/** Takes a while, and nobody can say how long. */
function work(): number {
  let sum = 0;
  for (let n = 0; n < 200_000; n++) sum += Math.sqrt(n);
  return sum;
}

self.onmessage = () => {
  for (let count = 1; count <= 5; count++) {
    work();
    console.log(self.name, count);
  }
  self.postMessage('done');
};
self.postMessage('ready');
