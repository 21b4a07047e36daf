// F64: high-water marks of Node's streams, and that `false` is advice: what was written then is not lost.
import { once } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
console.log(new PassThrough().writableHighWaterMark, new Readable().readableHighWaterMark);
console.log(new PassThrough({ objectMode: true }).writableHighWaterMark);
const taken: string[] = [];
const slow = new Writable({
  highWaterMark: 4,
  write(chunk, _encoding, done) {
    taken.push(String(chunk));
    setTimeout(done, 10);
  },
});
console.log(slow.write('ab'), slow.write('cd'), slow.write('ef'), slow.writableLength);
await once(slow, 'drain');
console.log('drained', taken, slow.writableLength);
slow.end('g');
await once(slow, 'finish');
console.log('finished', taken);
