/**
 * Makes the built-ins unchangeable before a program under test runs: its tests run in the same realm, and what it does to
 * `Array.prototype` or `Promise` must not decide what they find. In the way of Hardened JavaScript (SES) and of Node's
 * `--frozen-intrinsics`; an error's `name` and `message` stay assignable on instances.
 */
import {
  defineProperty,
  freeze,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  NativeError,
  ownKeys,
} from '../runtime/primordials.ts';

/** Names of the platform whose objects tests and worlds rely on, besides those of the language. */
const platform =
  'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask structuredClone ' +
  'fetch Request Response Headers AbortController AbortSignal EventTarget Event CustomEvent ErrorEvent MessageEvent ' +
  'PromiseRejectionEvent URL URLSearchParams TextEncoder TextDecoder ReadableStream WritableStream TransformStream Blob ' +
  'FormData DOMException performance console scheduler MessageChannel MessagePort requestAnimationFrame ' +
  'cancelAnimationFrame requestIdleCallback cancelIdleCallback reportError crypto addEventListener removeEventListener ' +
  'dispatchEvent';

/** Names that ECMA-262 gives the global object. */
const language =
  'globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI ' +
  'encodeURIComponent escape unescape AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array ' +
  'BigUint64Array Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array ' +
  'Float64Array Function Int8Array Int16Array Int32Array Iterator Map Number Object Promise Proxy RangeError ' +
  'ReferenceError RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError Uint8Array ' +
  'Uint8ClampedArray Uint16Array Uint32Array URIError WeakMap WeakRef WeakSet Atomics JSON Math Reflect Intl Temporal';

/** Objects that no name leads to. */
function unnamed(): unknown[] {
  return [
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ''[Symbol.iterator](),
    /a/[Symbol.matchAll]('a'),
    function* () {},
    async () => {},
    async function* () {},
    [].values().map?.((item) => item),
    Iterator.from?.({ next: () => ({ done: true, value: undefined }) } as Iterator<unknown>),
  ].map((sample) => getPrototypeOf(sample as object));
}

/** Call it once the global object is dressed. Objects that the runtime itself still writes to must not be reachable. */
export function lockDown(global: typeof globalThis): void {
  const seen = new Set<object>();
  const waiting: object[] = [];
  const visit = (value: unknown) => {
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return;
    if (value === global || seen.has(value)) return;
    seen.add(value);
    waiting.push(value);
  };
  const names = `${language} ${platform}`.split(' ');
  for (const name of names) visit(getOwnPropertyDescriptor(global, name)?.value);
  for (const object of unnamed()) visit(object);
  visit(getPrototypeOf(global));

  for (let object = waiting.pop(); object; object = waiting.pop()) {
    visit(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const property = getOwnPropertyDescriptor(object, key);
      visit(property?.value);
      visit(property?.get);
      visit(property?.set);
    }
  }
  const errors = new Set<object>(
    names
      .filter((name) => name.endsWith('Error'))
      .flatMap((name) => {
        const type: unknown = getOwnPropertyDescriptor(global, name)?.value;
        return typeof type === 'function' ? [type.prototype as object] : [];
      }),
  );
  for (const object of seen) {
    // `this.name = 'HttpError'` in a constructor must go on working: such a property cannot be read-only above it.
    if (errors.has(object)) fix(object, (key) => key !== 'name' && key !== 'message');
    // V8 and the runtime itself write to its `stackTraceLimit` and `prepareStackTrace`.
    else if (object === NativeError)
      fix(object, (key) => key !== 'stackTraceLimit' && key !== 'prepareStackTrace');
    else tryToFreeze(object);
  }
  for (const name of names) fixProperty(global, name);
}

/** Makes an object's properties unchangeable, except those that `isFixed` leaves alone. */
function fix(object: object, isFixed: (key: PropertyKey) => boolean): void {
  for (const key of ownKeys(object)) if (isFixed(key)) fixProperty(object, key);
}

function fixProperty(object: object, key: PropertyKey): void {
  const property = getOwnPropertyDescriptor(object, key);
  if (!property?.configurable) return;
  defineProperty(object, key, {
    configurable: false,
    ...('value' in property && { writable: false }),
  });
}

/** Typed arrays and a few objects of the platform refuse; nothing a test relies on hangs on those. */
function tryToFreeze(object: object): void {
  try {
    freeze(object);
  } catch {
    fix(object, () => true);
  }
}
