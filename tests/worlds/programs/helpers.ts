import { clock, log, mark, sleep } from './worlds/helpers.ts';

log('at the beginning', { a: 1 });
await sleep(100);
log('%s is no format here', 5);
mark('nothing happens without a timeline');
console.log(typeof clock(), Number.isInteger(clock()));

const controller = new AbortController();
const { signal } = controller;
let listeners = 0;
const { addEventListener, removeEventListener } = signal;
signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
  listeners += 1;
  addEventListener.apply(signal, args);
};
signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
  listeners -= 1;
  removeEventListener.apply(signal, args);
};
await sleep(20, { signal });
console.log('listeners', listeners);
setTimeout(() => controller.abort('enough'), 30);
await sleep(100_000, { signal }).catch((reason) => log(reason));
await sleep(100_000, { signal }).catch((reason) => log(reason, 'already'));
