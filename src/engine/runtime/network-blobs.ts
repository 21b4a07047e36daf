/** Reading a `Blob` is native work; while it goes on, the run is not quiet and the clock stands still. */
import { Arrival } from '../../worlds/servers/arrival.ts';
import type { Kernel, Realm } from './kernel.ts';
import { apply, defineProperty, NativePromise, promiseThen } from './primordials.ts';

const { arrayBuffer, bytes, text } = Blob.prototype;

/** Replaces the readers of `Blob`, `stream` included. */
export function installBlobs(kernel: Kernel, realm: Realm): void {
  const held = <T>(promise: Promise<T>): Promise<T> =>
    new NativePromise((resolve, reject) => {
      const release = kernel.hold();
      apply(promiseThen, promise, [
        (value: T) => {
          release();
          resolve(value);
        },
        (error: unknown) => {
          release();
          reject(error);
        },
      ]);
    });
  const readers = {
    arrayBuffer(this: Blob) {
      return held(apply(arrayBuffer, this, []));
    },
    bytes(this: Blob) {
      return held(apply(bytes, this, []));
    },
    text(this: Blob) {
      return held(apply(text, this, []));
    },
    stream(this: Blob) {
      const arrival = new Arrival();
      apply(promiseThen, held(apply(arrayBuffer, this, [])), [
        (buffer: ArrayBuffer) => {
          if (buffer.byteLength > 0) arrival.push(new Uint8Array(buffer));
          arrival.end();
        },
        (error: unknown) => arrival.fail(error),
      ]);
      return arrival.stream;
    },
  };
  for (const name in readers) {
    if (!(name in Blob.prototype)) continue;
    const value = realm.native(readers[name as keyof typeof readers] as never, name, 0);
    defineProperty(Blob.prototype, name, { value, writable: true, configurable: true, enumerable: true });
  }
}
