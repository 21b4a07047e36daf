// A hand-made emitter is a list of calls.
const handlers: ((n: number) => void)[] = [];
handlers.push((n) => console.log('first', n), async (n) => {
  await null;
  console.log('second', n);
});
for (const h of handlers) h(1);
console.log('emitted');
