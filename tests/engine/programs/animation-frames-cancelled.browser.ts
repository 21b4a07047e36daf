// A frame callback taken back, also by its neighbour; one that throws does not stop the others.
const scope = globalThis as unknown as {
  requestAnimationFrame(f: () => void): number;
  cancelAnimationFrame(id: number): void;
};
scope.cancelAnimationFrame(scope.requestAnimationFrame(() => console.log('never')));
let neighbour = 0;
scope.requestAnimationFrame(() => {
  console.log('first');
  scope.cancelAnimationFrame(neighbour);
});
neighbour = scope.requestAnimationFrame(() => console.log('never either'));
scope.requestAnimationFrame(() => {
  throw new Error('in a frame');
});
scope.requestAnimationFrame(() => console.log('last'));
