/**
 * An `ErrorReport` of anything that can be thrown. Nothing of the program is called for it: no getter, no `toString`.
 * (A proxy's traps cannot be avoided; what they throw is caught.)
 */
import type { ErrorReport } from '../../trace/event.ts';
import {
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isArray,
  list,
  max,
  min,
  NativeError,
  NativeString,
  stringSlice,
} from './primordials.ts';
import type { Frame } from './stacks.ts';

const isErrorNative = (NativeError as { isError?(value: unknown): boolean }).isError;
const domException = typeof DOMException === 'function' ? DOMException : undefined;
const domGetters: Record<string, (() => unknown) | undefined> = {
  __proto__: null as never,
  name: domException && getOwnPropertyDescriptor(domException.prototype, 'name')?.get,
  message: domException && getOwnPropertyDescriptor(domException.prototype, 'message')?.get,
};

const textLength = 4_000;
const nameLength = 200;
const depthLimit = 3;
const errorsLimit = 20;
/** UTF-16 code units of an error with all errors in it; and what one more counts at least. */
const wholeLength = 30_000;
const leastLength = 100;

export function isError(value: unknown): value is Error {
  if (typeof value !== 'object' || value === null) return false;
  try {
    if (isErrorNative?.(value)) return true;
    let prototype = getPrototypeOf(value);
    for (let steps = 0; prototype !== null && steps < 20; steps++) {
      if (prototype === NativeError.prototype) return true;
      prototype = getPrototypeOf(prototype);
    }
  } catch {
    // A proxy refused; it is no error then.
  }
  return false;
}

/** Whether the engine may have made it; where the engine can tell, no proxy is asked. */
export const isNativeError: (value: unknown) => boolean = isErrorNative ?? isError;

/** A property's value if it can be read without calling the program; own or inherited. */
function read(value: object, key: string): unknown {
  try {
    let holder: object | null = value;
    for (let steps = 0; holder !== null && steps < 20; steps++) {
      const property = getOwnPropertyDescriptor(holder, key);
      if (property) {
        if ('value' in property) return property.value;
        return property.get && property.get === domGetters[key] ? apply(property.get, value, []) : undefined;
      }
      holder = getPrototypeOf(holder);
    }
  } catch {
    // The same as not being there.
  }
  return undefined;
}

const cut = (text: string, length: number) =>
  text.length > length ? `${stringSlice(text, 0, length - 1)}…` : text;
const readText = (value: object, key: string, otherwise: string): string => {
  const text = read(value, key);
  return typeof text === 'string' ? cut(text, textLength) : text === undefined ? otherwise : showPlain(text);
};

/** As `String` would, for what can be shown without calling the program. */
function showPlain(value: unknown): string {
  switch (typeof value) {
    case 'object':
      if (value === null) return 'null';
      try {
        if (isArray(value)) return '[object Array]';
      } catch {
        // A revoked proxy.
      }
      return '[object Object]';
    case 'function':
      return '[object Function]';
    case 'bigint':
      return value > -(10n ** 100n) && value < 10n ** 100n ? `${value}` : '[bigint]';
    default:
      return cut(NativeString(value), textLength);
  }
}

/** See `Stacks.framesOf`. */
export type FramesOf = (error: object, header: string) => Frame[];

/** `framesOf` reads an error's stack; leave it out where frames are not wanted. Never throws. */
export function describeError(
  value: unknown,
  framesOf?: FramesOf,
  depth = 0,
  room = { left: wholeLength },
): ErrorReport {
  if (!isError(value)) {
    const text = cut(showPlain(value), max(1, room.left));
    room.left -= leastLength + text.length;
    return { name: value === null ? 'null' : typeof value, message: text, frames: [], text };
  }
  const name = cut(readText(value, 'name', 'Error'), nameLength);
  const message = cut(readText(value, 'message', ''), max(1, room.left));
  room.left -= leastLength + name.length + message.length;
  const text = message === '' ? name : name === '' ? message : `${name}: ${message}`;
  let frames: Frame[] = [];
  try {
    if (framesOf) frames = framesOf(value, text);
  } catch {
    // A stack that cannot be read is no stack.
  }
  const report: ErrorReport = { name, message, frames, text };
  if (depth + 1 >= depthLimit || room.left <= 0) return report;
  const cause = read(value, 'cause');
  if (cause !== undefined) report.cause = describeError(cause, framesOf, depth + 1, room);
  const errors = read(value, 'errors');
  try {
    if (isArray(errors)) {
      const reports = list<ErrorReport>();
      const length = read(errors, 'length');
      const count = min(typeof length === 'number' ? length : 0, errorsLimit);
      for (let index = 0; index < count && room.left > 0; index++) {
        const error: unknown = read(errors, NativeString(index));
        reports[index] = describeError(error, framesOf, depth + 1, room);
      }
      report.errors = reports;
    }
  } catch {
    // A revoked proxy among them.
  }
  return report;
}
