/**
 * Makes a realm that has been used as good as new. A fresh thread costs tens of milliseconds, most runs one; so a thread
 * remembers what its realm looks like before any program, puts back what a run has changed, the runtime's own changes among
 * it, and says when something cannot be put back.
 *
 * Watched is every object a program can reach from the global object and from its own syntax. State that no property
 * shows (the listeners of a port, what a finaliser still has to do) cannot be put back: see `mayLeaveTraces`.
 */
import {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  is,
  NativeMap,
  ownKeys,
  setPrototypeOf,
} from '../runtime/primordials.ts';

const { isExtensible } = Reflect;
const regexpExec = RegExp.prototype.exec;
const marks = performance;
const { clearMarks, clearMeasures, clearResourceTimings } = marks;

interface Kept {
  object: object;
  prototype: object | null;
  extensible: boolean;
  keys: PropertyKey[];
  properties: Property[];
}

/** A descriptor that has all its fields, so that reading one asks no prototype. */
interface Property {
  value: unknown;
  get: unknown;
  set: unknown;
  writable: boolean | undefined;
  enumerable: boolean | undefined;
  configurable: boolean | undefined;
}

/**
 * What putting back found: nothing that had changed, something that had, or something that cannot be put back, and then the
 * realm must not be used again.
 */
export type Restored = 'same' | 'changed' | 'broken';

export interface KeptRealm {
  /** Puts everything back. */
  restore(): Restored;
  /** Puts back what `learn` found, and looks at nothing else. False when that is impossible. */
  restoreLearned(): boolean;
  /** Remembers what differs now, what a runtime changes itself, whatever the program does; and puts everything back. */
  learn(): Restored;
  /** How many objects are watched. */
  readonly size: number;
}

/**
 * Remembers the realm as it is. `hidden`: names of global properties that no program sees, and whose values need not be
 * watched; `renewed`: of those whose getters answer anew in every run. Must be called before any program runs.
 */
export function keepRealm(hidden: readonly string[], renewed: readonly string[] = []): KeptRealm {
  const kept: Kept[] = [];
  const seen = new NativeMap<object, true>();
  // Descriptors are read through `Object.prototype`: it is put back first.
  const waiting: unknown[] = [globalThis, ...roots(), Object.prototype];
  for (const name of hidden) {
    const value = (globalThis as Record<string, unknown>)[name];
    if (isObject(value)) seen.set(value, true);
  }
  // What the platform loads when it is first used is loaded now, so that it is watched.
  for (const key of ownKeys(globalThis)) void (globalThis as Record<PropertyKey, unknown>)[key];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if (!isObject(object) || seen.has(object)) continue;
    seen.set(object, true);
    const keys = ownKeys(object);
    const properties: Property[] = [];
    const prototype = getPrototypeOf(object);
    waiting.push(prototype);
    for (let index = 0; index < keys.length; index++) {
      const property = toProperty(getOwnPropertyDescriptor(object, keys[index] as PropertyKey) ?? {});
      properties.push(property);
      const { value, get, set } = property;
      if (isObject(value)) waiting.push(value);
      if (get) waiting.push(get);
      if (set) waiting.push(set);
    }
    kept.push({ object, prototype, extensible: isExtensible(object), keys, properties });
  }
  const size = kept.length;
  const answers = globalAnswers(renewed);
  forget();
  /** What `learn` found: properties, and objects with another prototype. */
  let learned: Difference[] = [];
  let adopted: Kept[] = [];

  /** Whether something that has no property is not as it was. */
  function hasForgotten(): boolean {
    for (let index = 0; index < answers.length; index++) {
      const { get, value } = answers[index] as Answer;
      if (apply(get, globalThis, []) !== value) return false;
    }
    return true;
  }

  function restore(): Restored {
    forget();
    let restored: Restored = 'same';
    try {
      for (let index = 0; index < size; index++) {
        const found = putBack(kept[index] as Kept);
        if (found === 'broken') return found;
        if (found === 'changed') restored = found;
      }
      return hasForgotten() ? restored : 'broken';
    } catch {
      return 'broken';
    }
  }

  function restoreLearned(): boolean {
    forget();
    try {
      for (let index = 0; index < learned.length; index++) {
        const { object, key, descriptor } = learned[index] as Difference;
        if (!(descriptor ? defineProperty(object, key, descriptor) : deleteProperty(object, key)))
          return false;
      }
      for (let index = 0; index < adopted.length; index++) {
        const { object, prototype } = adopted[index] as Kept;
        if (!setPrototypeOf(object, prototype)) return false;
      }
      return hasForgotten();
    } catch {
      return false;
    }
  }

  return {
    size,
    restore,
    restoreLearned,
    learn() {
      learned = kept.flatMap(differencesOf);
      adopted = kept.filter(({ object, prototype }) => getPrototypeOf(object) !== prototype);
      const objects = new NativeMap(learned.map(({ object }) => [object, true] as const));
      if (!restoreLearned()) return 'broken';
      // What was deleted comes last from now on: that is the order of keys to go back to.
      for (const one of kept) if (objects.has(one.object)) sortKeys(one);
      return restore();
    },
  };
}

/** A property that is not as it was. */
interface Difference {
  object: object;
  key: PropertyKey;
  /** What puts it back; absent for a property that was not there. */
  descriptor?: PropertyDescriptor;
}

function differencesOf({ object, keys, properties }: Kept): Difference[] {
  const differences: Difference[] = [];
  const found = ownKeys(object);
  if (found.length !== keys.length || found.some((key, index) => key !== keys[index])) {
    const known = new NativeMap(keys.map((key) => [key, true] as const));
    for (const key of found) if (!known.has(key)) differences.push({ object, key });
  }
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as PropertyKey;
    const property = properties[index] as Property;
    if (isAsKept(getOwnPropertyDescriptor(object, key), property)) continue;
    differences.push({ object, key, descriptor: toDescriptor(property) });
  }
  return differences;
}

/** Takes over the order of keys as it is. */
function sortKeys(kept: Kept): void {
  const places = new NativeMap(kept.keys.map((key, index) => [key, index] as const));
  kept.keys = ownKeys(kept.object);
  kept.properties = kept.keys.map((key) => kept.properties[places.get(key) ?? -1] as Property);
}

interface Answer {
  get: () => unknown;
  value: unknown;
}

/** What the getters of the global object answer: some keep what was assigned where no property shows it. */
function globalAnswers(renewed: readonly PropertyKey[]): Answer[] {
  return ownKeys(globalThis).flatMap((key) => {
    if (renewed.includes(key)) return [];
    const get = getOwnPropertyDescriptor(globalThis, key)?.get;
    if (!get) return [];
    const value: unknown = apply(get, globalThis, []);
    return value === apply(get, globalThis, []) ? [{ get, value }] : [];
  });
}

/** State that is in no property. */
function forget(): void {
  // What a regular expression last matched is kept beside `RegExp`.
  apply(regexpExec, /(?:)/, ['']);
  apply(clearMarks, marks, []);
  apply(clearMeasures, marks, []);
  apply(clearResourceTimings, marks, []);
}

function toProperty(descriptor: PropertyDescriptor): Property {
  const { value, get, set, writable, enumerable, configurable } = descriptor;
  return { value, get, set, writable, enumerable, configurable };
}

/** What puts a property back; it inherits nothing. */
function toDescriptor({ value, get, set, writable, enumerable, configurable }: Property): PropertyDescriptor {
  const descriptor: object =
    writable === undefined
      ? { __proto__: null, get, set, enumerable, configurable }
      : { __proto__: null, value, writable, enumerable, configurable };
  return descriptor;
}

/**
 * Whether a program names something whose effects outlast it unseen: other threads and ports, finalisers, modules of
 * Node. Such a program needs a realm of its own.
 */
export function mayLeaveTraces(code: string): boolean {
  return /\b(?:FinalizationRegistry|WeakRef|MessageChannel|BroadcastChannel|Worker|process|PerformanceObserver)\b|['"]node:/.test(
    code,
  );
}

function putBack(kept: Kept): Restored {
  const { object, prototype, keys, properties } = kept;
  let restored: Restored = 'same';
  if (getPrototypeOf(object) !== prototype) {
    if (!setPrototypeOf(object, prototype)) return 'broken';
    restored = 'changed';
  }
  if (isExtensible(object) !== kept.extensible) return 'broken';
  const found = ownKeys(object);
  const count = keys.length;
  let first = 0;
  while (first < count && found[first] === keys[first]) first++;
  // The order of keys can be seen: everything from the first that differs on is made anew.
  if (first < count || found.length !== count) {
    restored = 'changed';
    for (let index = first; index < found.length; index++) {
      const key = found[index] as PropertyKey;
      if (!deleteProperty(object, key) && !isKept(object, key, kept)) return 'broken';
    }
  }
  for (let index = 0; index < count; index++) {
    const key = keys[index] as PropertyKey;
    const property = properties[index] as Property;
    if (isAsKept(getOwnPropertyDescriptor(object, key), property)) continue;
    if (!defineProperty(object, key, toDescriptor(property))) return 'broken';
    restored = 'changed';
  }
  return restored;
}

/** Whether a property that cannot be deleted was there before, as it is. */
function isKept(object: object, key: PropertyKey, { keys, properties }: Kept): boolean {
  for (let index = 0; index < keys.length; index++)
    if (keys[index] === key)
      return isAsKept(getOwnPropertyDescriptor(object, key), properties[index] as Property);
  return false;
}

function isAsKept(found: PropertyDescriptor | undefined, kept: Property): boolean {
  return (
    found !== undefined &&
    (found.value === kept.value || is(found.value, kept.value)) &&
    found.get === kept.get &&
    found.set === kept.set &&
    found.writable === kept.writable &&
    found.enumerable === kept.enumerable &&
    found.configurable === kept.configurable
  );
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Objects that no global names and every program can reach: those behind syntax, iterators and results of calls. */
function roots(): unknown[] {
  function* generator() {}
  async function* asyncGenerator() {}
  const iterators = [
    [].values(),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    ''.matchAll(/./g),
    Iterator.from({ next: () => ({ done: true, value: undefined }) }),
    [].values().map((item) => item),
    new Headers().entries(),
    new URLSearchParams().entries(),
    new FormData().entries(),
    new Intl.Segmenter().segment(''),
    new Intl.Segmenter().segment('')[Symbol.iterator](),
    new ReadableStream().values(),
    new ReadableStream().getReader(),
    new WritableStream().getWriter(),
  ];
  const results = [
    new Blob(['']),
    new File([''], ''),
    new Response(''),
    new Request('https://site.test/'),
    new AbortController(),
    new Event(''),
    new CustomEvent(''),
    new DOMException(),
    new TextEncoder(),
    new TextDecoder(),
    new URL('https://site.test/'),
    new CompressionStream('gzip'),
    new TextDecoderStream(),
    new TextEncoderStream(),
    performance.toJSON(),
    performance.mark(''),
  ];
  const controllers: unknown[] = [];
  new ReadableStream({ start: (controller) => void controllers.push(controller) });
  new ReadableStream({ type: 'bytes', start: (controller) => void controllers.push(controller) });
  new WritableStream({ start: (controller) => void controllers.push(controller) });
  new TransformStream({ start: (controller) => void controllers.push(controller) });
  return [
    generator,
    generator(),
    asyncGenerator,
    asyncGenerator(),
    async () => {},
    (function () {
      // biome-ignore lint/complexity/noArguments: the object itself is wanted
      return arguments;
    })(),
    ...iterators,
    ...results,
    ...controllers,
  ];
}
