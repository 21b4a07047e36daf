// sleep, clock, log, mark: the four helpers.
import { clock, mark, sleep } from './worlds/helpers.ts';
mark('before');
const start = clock();
await sleep(50);
console.log('slept at least 50:', clock() - start >= 49);
mark('after');
const controller = new AbortController();
setTimeout(() => controller.abort(new Error('wake up')), 20);
await sleep(10_000, controller).catch((e: Error) => console.log(e.message));
