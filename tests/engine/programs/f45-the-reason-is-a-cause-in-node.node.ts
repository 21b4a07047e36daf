// F45: timers/promises and events.once reject with an AbortError whose cause is the signal's reason.
import { EventEmitter, once } from 'node:events';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
const report = (name: string) => (error: Error & { code?: string }) =>
  console.log(name, error.name, error.code, error.cause);
const controller = new AbortController();
const { signal } = controller;
const all = Promise.all([
  sleep(1_000, undefined, { signal }).catch(report('sleep')),
  once(new EventEmitter(), 'x', { signal }).catch(report('once')),
  turn('kept').then((value) => console.log('turn', value)),
]);
setTimeout(() => controller.abort('enough'), 30);
await all;
await sleep(1, undefined, { signal }).catch(report('too late'));
