// F69: callbacks see the context in which they were handed over, listeners that of the emit.
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
const storage = new AsyncLocalStorage<string>();
const show = (name: string) => console.log(name, storage.getStore());
const emitter = new EventEmitter();
const settled = Promise.resolve();
storage.run('a', () => {
  emitter.on('x', () => show('listener'));
  settled.then(() => show('then'));
  queueMicrotask(() => show('microtask'));
  process.nextTick(() => show('tick'));
  setTimeout(() => show('timer'), 10);
});
storage.run('b', () => emitter.emit('x'));
await storage.run('c', async () => {
  await settled;
  show('after an await');
});
show('outside');
setTimeout(() => show('timer of nobody'), 20);
const beat = storage.run('d', () => {
  let count = 0;
  const interval = setInterval(() => {
    show('interval');
    if (++count === 2) clearInterval(interval);
  }, 30);
  return interval;
});
console.log(beat.hasRef());
