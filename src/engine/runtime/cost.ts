/**
 * What a message may cost whoever hands it on. Between two threads of a program in the page lies the page's own: small, plain
 * data passes through it, everything else goes from thread to thread by a port of its own.
 */
import {
  getOwnPropertyDescriptor,
  getPrototypeOf,
  NativeArray,
  ownKeys,
  uncurryGetter,
} from './primordials.ts';

/** Values, and UTF-16 code units or bytes, that are copied in passing. */
const mostValues = 500;
const mostLength = 20_000;
const mostDepth = 10;

const byteLengthOf = uncurryGetter<number>(ArrayBuffer.prototype, 'byteLength');
const plain = Object.prototype;
const plainArray = NativeArray.prototype;
const buffer = ArrayBuffer.prototype;

/** Whether a value is more than a little plain data. `clone` comes from a structured clone, so that nothing in it can act. */
export function isCostly(clone: unknown): boolean {
  let values = mostValues;
  let length = mostLength;

  function look(value: unknown, depth: number): boolean {
    if (--values < 0 || depth > mostDepth) return true;
    if (typeof value === 'string') {
      length -= value.length;
      return length < 0;
    }
    if (typeof value === 'bigint') return true;
    if (typeof value !== 'object' || value === null) return false;
    const prototype = getPrototypeOf(value);
    if (prototype === buffer) {
      length -= byteLengthOf(value);
      return length < 0;
    }
    if (prototype !== plain && prototype !== plainArray) return true;
    const keys = ownKeys(value);
    if (keys.length > values) return true;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string;
      length -= key.length;
      const property = getOwnPropertyDescriptor(value, key);
      if (property && look(property.value, depth + 1)) return true;
    }
    return length < 0;
  }

  return look(clone, 0);
}
