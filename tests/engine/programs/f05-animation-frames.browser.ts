// F5: frame callbacks run together, with a checkpoint between two of them; one asked for inside waits for the next frame.
const raf = (globalThis as unknown as { requestAnimationFrame(f: (t: number) => void): number }).requestAnimationFrame;
let first = 0;
raf((t) => {
  first = t;
  console.log('frame 1a');
  queueMicrotask(() => console.log('microtask of 1a'));
  raf((later) => console.log('frame 2', later > first));
});
raf((t) => console.log('frame 1b, same time:', t === first));
queueMicrotask(() => console.log('microtask'));
console.log('sync');
