// F66: events.on buffers what arrives between two reads; once in a loop loses it.
import { EventEmitter, on, once } from 'node:events';
const source = new EventEmitter();
const burst = () => [1, 2, 3].forEach((n) => source.emit('n', n));

setTimeout(burst, 10);
const first = await once(source, 'n');
console.log('once', first);
setTimeout(() => source.emit('n', 4), 10);
console.log('once again', await once(source, 'n'));

setTimeout(burst, 10);
const seen: number[] = [];
for await (const [n] of on(source, 'n')) {
  seen.push(n);
  if (seen.length === 3) break;
  await new Promise((done) => setTimeout(done, 20));
}
console.log('on', seen);
