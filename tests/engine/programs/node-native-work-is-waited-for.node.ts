// What Node does outside of JavaScript ends before the clock moves on: a file, then a timer.
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { pipeline, Readable, Transform } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
setTimeout(() => console.log('timer'), 300);
const found = await stat('.').then((stats) => stats.isDirectory());
console.log('directory', found);
const packed = await promisify(gzip)('a text');
console.log('gzip', String(await promisify(gunzip)(packed)));
const upper = new Transform({ transform: (chunk, _encoding, done) => done(null, String(chunk).toUpperCase()) });
pipeline(Readable.from(['a', 'b']), upper, (error) => console.log('pipeline', error ?? 'done'));
console.log('read', String(await buffer(upper)));
