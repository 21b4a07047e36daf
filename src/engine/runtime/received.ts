/** Node's way to name a wrong argument: `type string ('x')`, `an instance of Map`, `undefined`. */
import { getOwnPropertyDescriptor, getPrototypeOf, NativeString, stringSlice } from './primordials.ts';

export function receivedText(value: unknown): string {
  if (value === undefined || value === null) return NativeString(value);
  if (typeof value === 'function') return 'function';
  if (typeof value === 'object') {
    try {
      const prototype = getPrototypeOf(value);
      const type: unknown = prototype && getOwnPropertyDescriptor(prototype, 'constructor')?.value;
      const name: unknown = typeof type === 'function' && getOwnPropertyDescriptor(type, 'name')?.value;
      if (typeof name === 'string' && name !== '') return `an instance of ${name}`;
    } catch {
      // A proxy that does not want to be looked at.
    }
    return 'an object';
  }
  const text = typeof value === 'symbol' ? NativeString(value) : `${value}`;
  const shown = text.length > 25 ? `${stringSlice(text, 0, 25)}...` : text;
  return `type ${typeof value} (${typeof value === 'string' ? `'${shown}'` : typeof value === 'bigint' ? `${shown}n` : shown})`;
}
