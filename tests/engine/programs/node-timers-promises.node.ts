// The promises of node:timers/promises: values, order, an interval to iterate over, and the scheduler.
import { promisify } from 'node:util';
import timers, { scheduler, setImmediate as turn, setInterval as every, setTimeout as sleep } from 'node:timers/promises';
console.log(await sleep(20, 'slept'), await turn('turned'));
const order: string[] = [];
await Promise.all([
  sleep(30).then(() => order.push('30')),
  sleep(10).then(() => order.push('10')),
  scheduler.wait(20).then(() => order.push('20')),
]);
console.log(order.join(' '));
let beats = 0;
for await (const beat of every(10, 'beat')) {
  console.log(beat, ++beats);
  if (beats === 3) break;
}
await promisify(setTimeout)(10);
console.log(timers.setTimeout === sleep, timers.setTimeout === promisify(setTimeout));
