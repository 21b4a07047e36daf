/**
 * The originals, taken once when the runtime's script is evaluated and before any program runs. Whatever a program does
 * to `Array.prototype` or `Promise.prototype.then` later, the runtime goes on with these. Runtime code follows three
 * rules: no method is looked up on an object a program can reach; arrays are walked by index (iteration protocols can be
 * replaced); lists that grow are made by `list()`.
 */

export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  get: reflectGet,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  setPrototypeOf,
} = Reflect;

export const { create, freeze, getOwnPropertySymbols, is } = Object;
export const { isArray } = Array;
export const { floor, trunc, min, max, round, imul } = Math;
export const { isFinite: isFiniteNumber, isInteger, isNaN: isNotANumber } = Number;
export const stringifyJson = JSON.stringify;

export const NativeArray = Array;
export const NativeDate = Date;
export const NativeError = Error;
export const NativeFunction = Function;
export const NativeMap = Map;
export const NativeNumber = Number;
export const NativePromise = Promise;
export const NativeProxy = Proxy;
export const NativeRangeError = RangeError;
export const NativeString = String;
export const NativeSymbol = Symbol;
export const NativeTypeError = TypeError;
export const NativeWeakMap = WeakMap;

type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result;

/** Turns a method into a function that takes its `this` as first argument. */
export function uncurry<This, Args extends unknown[], Result>(
  method: Method<This, Args, Result>,
): (self: This, ...args: Args) => Result {
  return (self, ...args) => apply(method, self, args);
}

/** The getter of `prototype[name]` as a function of the object. Answers `undefined` where the platform has none. */
export function uncurryGetter<Result>(prototype: object, name: PropertyKey): (self: unknown) => Result {
  const getter = getOwnPropertyDescriptor(prototype, name)?.get;
  return getter ? (self) => apply(getter, self, []) : () => undefined as Result;
}

export const functionToString = uncurry(Function.prototype.toString);
export const errorToString = uncurry(Error.prototype.toString);
export const stringSlice = uncurry(String.prototype.slice);
export const stringIndexOf = uncurry(String.prototype.indexOf);
export const stringLastIndexOf = uncurry(String.prototype.lastIndexOf);
export const stringCharCodeAt = uncurry(String.prototype.charCodeAt);
export const stringStartsWith = uncurry(String.prototype.startsWith);
export const promiseThen = Promise.prototype.then;
export const hasOwn = Object.hasOwn;

/** A list that consults no prototype when it grows: index it, read `length`, and never call a method on it. */
export function list<T>(): T[] {
  const items: T[] = [];
  setPrototypeOf(items, null);
  return items;
}

/** A map whose methods are its own. */
export function safeMap<K, V>(): Map<K, V> {
  return withOwnMethods(new NativeMap<K, V>(), mapMethods);
}

/** A weak map whose methods are its own. */
export function safeWeakMap<K extends WeakKey, V>(): WeakMap<K, V> {
  return withOwnMethods(new NativeWeakMap<K, V>(), weakMapMethods);
}

const { get: mapGet, set: mapSet, has: mapHas, delete: mapDelete } = Map.prototype;
const mapMethods = { __proto__: null, get: mapGet, set: mapSet, has: mapHas, delete: mapDelete };
const { get: weakGet, set: weakSet, has: weakHas, delete: weakDelete } = WeakMap.prototype;
const weakMapMethods = { __proto__: null, get: weakGet, set: weakSet, has: weakHas, delete: weakDelete };

function withOwnMethods<T extends object>(target: T, methods: object): T {
  setPrototypeOf(target, methods);
  return target;
}

/** Splits at line ends without looking a method up on the string. */
export function splitLines(text: string): string[] {
  const lines = list<string>();
  let start = 0;
  for (;;) {
    const end = stringIndexOf(text, '\n', start);
    if (end < 0) break;
    lines[lines.length] = stringSlice(text, start, end);
    start = end + 1;
  }
  lines[lines.length] = stringSlice(text, start);
  return lines;
}
