// Arguments are checked at once; order is that of queueing.
try {
  queueMicrotask(1 as never);
} catch (e) {
  console.log((e as Error).name);
}
Promise.resolve().then(() => console.log('1 then'));
queueMicrotask(() => console.log('2 queueMicrotask'));
Promise.resolve().then(() => console.log('3 then'));
