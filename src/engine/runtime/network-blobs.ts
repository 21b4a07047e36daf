/** Reading a `Blob` is native work; while it goes on, the run is not quiet and the clock stands still. */
import { arrivalOf, isReadingNatively } from '../../worlds/servers/body.ts';
import type { Kernel, Realm } from './kernel.ts';
import { apply, defineProperty, getOwnPropertyDescriptor } from './primordials.ts';

const { arrayBuffer, bytes, stream, text } = Blob.prototype;
const sizeOf = getOwnPropertyDescriptor(Blob.prototype, 'size')?.get as () => number;

/** Replaces the readers of `Blob`, `stream` included. */
export function installBlobs(kernel: Kernel, realm: Realm): void {
  const held = <T>(promise: Promise<T>): Promise<T> => kernel.native('blob', promise);
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
      // The native getter refuses what is no blob.
      apply(sizeOf, this, []);
      if (isReadingNatively()) return apply(stream, this, []);
      return arrivalOf(this, held).stream;
    },
  };
  for (const name in readers) {
    if (!(name in Blob.prototype)) continue;
    const value = realm.native(readers[name as keyof typeof readers] as never, name, 0);
    defineProperty(Blob.prototype, name, { value, writable: true, configurable: true, enumerable: true });
  }
}
