/**
 * What `console.log` makes of values: the text Node prints (`util.inspect`: width 80, depth 2, no colours), in every host.
 *
 * `node-inspect-extracted` is Node's own code. What it cannot know, or what hosts show differently, is shown by stand-ins:
 * while a value is being printed, `Object.prototype` has an inspection hook that hands the library another object to print in
 * place of errors (their stacks differ between engines), objects of the platform (browsers show nothing of them) and
 * objects that are too large.
 */
import inspection from 'node-inspect-extracted';
import {
  apply,
  create,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isArray,
  list,
  NativeError,
  NativePromise,
  NativeProxy,
  NativeWeakMap,
  ownKeys,
  reflectGet,
  setPrototypeOf,
  stringSlice,
  uncurry,
  uncurryGetter,
} from './primordials.ts';

const { formatWithOptions, inspect } = inspection;

/** Bounds, so that printing a value costs little whatever it is. */
const mostCharacters = 4_000;
const mostEntries = 100;
const mostObjects = 1_000;
const mostToList = 100_000;

const customKey = Symbol.for('nodejs.util.inspect.custom');
const moreKey = '\u2026more';

const inherits = uncurry(Object.prototype.isPrototypeOf);
const tagOf = uncurry(Object.prototype.toString);
const isEnumerable = uncurry(Object.prototype.propertyIsEnumerable);
const subarray = uncurry(Uint8Array.prototype.subarray) as (
  view: unknown,
  from: number,
  to: number,
) => object;
const tagOfView = uncurryGetter<string | undefined>(
  getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag as never,
);
const isView = (value: object): value is Uint8Array => tagOfView(value) !== undefined;
const replace = uncurry(String.prototype.replace as (pattern: RegExp, by: string) => string);
const forEachHeader = uncurry(Headers.prototype.forEach);
const forEachParameter = uncurry(URLSearchParams.prototype.forEach);
const forEachField = uncurry(FormData.prototype.forEach);

type Inspect = typeof inspect;

export interface Formatter {
  /** The text of one call of `console.log`. Never throws. */
  format(values: readonly unknown[]): string;
  /** One value, as `console.dir` shows it. */
  inspect(value: unknown, options?: Parameters<Inspect>[1]): string;
}

export interface FormatOptions {
  /** An error's frames in the program's own files, each as `main.ts:3:9`; none when there are none. */
  frames(error: object): readonly string[];
  /** The program's global object, which is not listed. */
  global: object;
  /**
   * What is known of a promise; without an answer, the text says so. No language or page has a way to ask at once: a reaction
   * answers a turn later, and marks the promise as handled, so that its rejection would no longer be reported.
   */
  promiseState?: ((promise: Promise<unknown>) => PromiseState | undefined) | undefined;
}

export type PromiseState = { state: 'pending' } | { state: 'fulfilled' | 'rejected'; value: unknown };

/** What is shown of an object of the platform. */
type View = (value: never) => Record<string, unknown> | string;

const views: Record<string, View> = {
  AbortController: ({ signal }: AbortController) => ({ signal }),
  AbortSignal: ({ aborted }: AbortSignal) => ({ aborted }),
  Blob: ({ size, type }: Blob) => ({ size, type }),
  BroadcastChannel: ({ name }: BroadcastChannel) => ({ name }),
  ByteLengthQueuingStrategy: ({ highWaterMark }: QueuingStrategy) => ({ highWaterMark }),
  CountQueuingStrategy: ({ highWaterMark }: QueuingStrategy) => ({ highWaterMark }),
  CustomEvent: (event: CustomEvent) => ({ ...eventView(event), detail: event.detail }),
  Event: eventView,
  EventTarget: () => ({}),
  File: ({ size, type, name, lastModified }: File) => ({ size, type, name, lastModified }),
  FormData: (data: FormData) => {
    const fields: Record<string, unknown> = {};
    forEachField(data, (value: unknown, name: string) => {
      fields[name] = value;
    });
    return fields;
  },
  Headers: (headers: Headers) => {
    const fields: Record<string, unknown> = {};
    forEachHeader(headers, (value, name) => {
      fields[name] = value;
    });
    return fields;
  },
  MessageChannel: ({ port1, port2 }: MessageChannel) => ({ port1, port2 }),
  MessagePort: () => ({}),
  MessageEvent: (event: MessageEvent) => ({ ...eventView(event), data: event.data }),
  Performance: () => ({}),
  ReadableStream: ({ locked }: ReadableStream) => ({ locked }),
  Request: ({ method, url, headers, redirect, bodyUsed, signal }: Request) => ({
    method,
    url,
    headers,
    redirect,
    bodyUsed,
    signal,
  }),
  Response: (response: Response) => {
    const { status, statusText, headers, body, bodyUsed, ok, redirected, type, url } = response;
    return { status, statusText, headers, body, bodyUsed, ok, redirected, type, url };
  },
  TextDecoder: ({ encoding, fatal, ignoreBOM }: TextDecoder) => ({ encoding, fatal, ignoreBOM }),
  TextEncoder: ({ encoding }: TextEncoder) => ({ encoding }),
  TransformStream: ({ readable, writable }: TransformStream) => ({ readable, writable }),
  URL: (url: URL) => {
    // Of a class of its own, for the library shows real ones by their address only, as later versions of Node do.
    const view = new AddressView();
    for (let index = 0; index < addressParts.length; index++) {
      const part = addressParts[index] as keyof URL;
      view[part] = url[part];
    }
    return view;
  },
  URLSearchParams: (parameters: URLSearchParams) => {
    let text = '';
    forEachParameter(parameters, (value, name) => {
      text += `${text === '' ? '' : ','} ${inspect(name)} => ${inspect(value)}`;
    });
    return text === '' ? 'URLSearchParams {}' : `URLSearchParams {${text} }`;
  },
  WritableStream: ({ locked }: WritableStream) => ({ locked }),
};

const addressParts: (keyof URL)[] = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'searchParams',
  'hash',
];

const AddressView = class {} as new () => Record<string, unknown>;
// Not as the class's own name, which a bundler may change.
defineProperty(AddressView, 'name', { value: 'URL' });

function eventView(event: Event): Record<string, unknown> {
  const { type, defaultPrevented, cancelable } = event;
  return { type, defaultPrevented, cancelable };
}

/** The views by prototype. Taken once; Node's own inspection methods make room for them. */
function takeViews(): WeakMap<object, View> {
  const byPrototype = new NativeWeakMap<object, View>();
  for (const name of ownKeys(views) as string[]) {
    const type = (globalThis as Record<string, unknown>)[name] as { prototype?: object } | undefined;
    const view = views[name];
    if (!type?.prototype || !view) continue;
    if (hasOwn(type.prototype, customKey)) deleteProperty(type.prototype, customKey);
    byPrototype.set(type.prototype, view);
  }
  return byPrototype;
}

/**
 * Makes the formatter. Call it once, before the program starts: it takes the platform's classes as they are then.
 */
export function createFormatter({ frames, global, promiseState }: FormatOptions): Formatter {
  const byPrototype = takeViews();
  const viewOf = uncurry(byPrototype.get).bind(undefined, byPrototype) as (key: object) => View | undefined;
  /** Stand-ins of the value that is being printed, so that one object has one, and cycles are seen. */
  let standIns: WeakMap<object, object> = new NativeWeakMap();
  const { get: recall, set: keep, has: knows } = NativeWeakMap.prototype;
  let made: WeakMap<object, true> = new NativeWeakMap();
  let seen = 0;
  let shortened = false;
  let depth = 0;

  /** The hook: what to print in place of `this`; itself for what needs nothing. */
  function show(this: object): unknown {
    if (apply(knows, made, [this])) return this;
    seen += 1;
    if (seen > mostObjects) return isArray(this) ? '[Array]' : '[Object]';
    if (this === global) return 'Object [global] {}';
    const target = targetOf(this);
    if (target) return target;
    const known = apply(recall, standIns, [this]);
    if (known !== undefined) return known;
    const shown = standIn(this);
    if (typeof shown === 'object' && shown !== this) {
      apply(keep, standIns, [this, shown]);
      apply(keep, made, [shown, true]);
    }
    return shown;
  }

  function standIn(value: object): object | string {
    try {
      if (typeof value === 'function') return value;
      if (isArray(value)) return value.length > mostToList ? shortenList(value) : value;
      if (isView(value) && value.length > mostToList) return shortenList(value);
      if (inherits(NativeError.prototype, value)) return standInForError(value);
      if (inherits(NativePromise.prototype, value)) return promiseText(value as Promise<unknown>);
      for (let prototype = getPrototypeOf(value); prototype !== null; prototype = getPrototypeOf(prototype)) {
        const view = viewOf(prototype);
        if (!view) continue;
        const shown = view(value as never);
        if (typeof shown === 'string' || shown instanceof AddressView) return shown;
        const copy = fill(create(getPrototypeOf(value)), shown);
        // Inherited tags would be shown after the name of a subclass: `Station [EventTarget] {}`.
        hide(copy, Symbol.toStringTag, '');
        return copy;
      }
      const tag = tagOf(value);
      // Node lists what is left to iterate; nobody else can without taking it.
      if (tag === '[object Map Iterator]') return 'Object [Map Iterator] {}';
      if (tag === '[object Set Iterator]') return 'Object [Set Iterator] {}';
      return tag === '[object Object]' ? shorten(value) : value;
    } catch {
      // A platform's prototype object, an object without its internal slots, a trap that throws: shown as it is.
      return value;
    }
  }

  function promiseText(promise: Promise<unknown>): string {
    const state = promiseState?.(promise);
    if (!state) return 'Promise { <state unknown> }';
    if (state.state === 'pending') return 'Promise { <pending> }';
    const value = inspect(state.value, { ...settings, depth: 1 });
    return `Promise { ${state.state === 'rejected' ? '<rejected> ' : ''}${value} }`;
  }

  /** The same error with a stack that reads the same everywhere: its text and its places in the program. */
  function standInForError(error: object): object {
    const copy = create(getPrototypeOf(error)) as Record<PropertyKey, unknown>;
    for (const key of ownKeys(error)) {
      const property = getOwnPropertyDescriptor(error, key);
      if (property && key !== 'stack') defineProperty(copy, key, { ...property, configurable: true });
    }
    const name = textOf(error, 'name') ?? 'Error';
    const message = textOf(error, 'message') ?? '';
    let stack = name === '' ? message : message === '' ? name : `${name}: ${message}`;
    for (const key of ['name', 'message']) {
      // Getters of the class may need private fields, which the copy has not.
      const value = key === 'name' ? name : message;
      if (!getOwnPropertyDescriptor(copy, key)?.writable) hide(copy, key, value);
    }
    const places = placesOf(error);
    for (let index = 0; index < places.length; index++) stack += `\n    at ${places[index]}`;
    hide(copy, 'stack', stack);
    return copy;
  }

  function placesOf(error: object): readonly string[] {
    try {
      return frames(error);
    } catch {
      return [];
    }
  }

  /** The text of a list too long to be handed to the library, which goes through all of it. */
  function shortenList(value: unknown[] | Uint8Array): object | string {
    const head = isArray(value) ? firstOf(value) : subarray(value, 0, mostEntries + 1);
    if (!head) return value;
    const text = inspect(head, { ...settings, depth: 0 });
    const counted = replace(
      text,
      /\.\.\. 1 more item(?=\n?[^\n]*$)/,
      `... ${value.length - mostEntries} more items`,
    );
    return replace(counted, /^([^[]*\()101\)/, `$1${value.length})`);
  }

  /** As many items as are shown, and one more; undefined when some of them are missing. */
  function firstOf(value: unknown[]): unknown[] | undefined {
    const head = list<unknown>();
    for (let index = 0; index <= mostEntries; index++) {
      if (!hasOwn(value, index)) return undefined;
      head[index] = value[index];
    }
    setPrototypeOf(head, getPrototypeOf(value));
    return head;
  }

  /** At most so many properties. */
  function shorten(value: object): object {
    const keys = ownKeys(value);
    if (keys.length <= mostEntries) return value;
    const copy = create(getPrototypeOf(value)) as Record<PropertyKey, unknown>;
    let shown = 0;
    let rest = 0;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as PropertyKey;
      if (!isEnumerable(value, key)) continue;
      if (shown === mostEntries) rest += 1;
      else {
        shown += 1;
        defineProperty(copy, key, getOwnPropertyDescriptor(value, key) as PropertyDescriptor);
      }
    }
    if (rest > 0) {
      copy[moreKey] = rest;
      shortened = true;
    }
    return copy;
  }

  /** What a program has put in the hook's place itself. */
  let displaced: PropertyDescriptor | undefined;

  function placeHook() {
    displaced = getOwnPropertyDescriptor(Object.prototype, customKey);
    try {
      hide(Object.prototype, customKey, show);
    } catch {
      // A frozen `Object.prototype`: printed without stand-ins.
    }
  }

  function removeHook() {
    if (!displaced) deleteProperty(Object.prototype, customKey);
    else if (displaced.configurable) defineProperty(Object.prototype, customKey, displaced);
  }

  /** Runs `print` with the hook in place; a program's own inspection methods may print in turn. */
  function hooked(print: () => string): string {
    const before = { standIns, made, seen, shortened };
    standIns = new NativeWeakMap();
    made = new NativeWeakMap();
    seen = 0;
    shortened = false;
    depth += 1;
    if (depth === 1) placeHook();
    try {
      const text = print();
      return shortened ? replace(text, morePattern, '... $1 more properties') : text;
    } finally {
      depth -= 1;
      if (depth === 0) removeHook();
      ({ standIns, made, seen, shortened } = before);
    }
  }

  const settings = {
    breakLength: 80,
    colors: false,
    compact: 3,
    depth: 2,
    maxArrayLength: mostEntries,
    maxStringLength: mostCharacters,
  };

  function inspectOne(value: unknown, options: Parameters<Inspect>[1] = {}): string {
    try {
      return cut(hooked(() => inspect(value, { ...settings, ...options, colors: false })));
    } catch (error) {
      return `[${typeof value} that cannot be shown: ${reasonOf(error)}]`;
    }
  }

  return {
    format(values) {
      const first = values[0];
      if (values.length === 1 && typeof first === 'string') return cut(first);
      const bounded = list<unknown>();
      let plain = true;
      bounded[0] = settings;
      for (let index = 0; index < values.length; index++) {
        const value = values[index];
        bounded[index + 1] = typeof value === 'string' ? cut(value) : value;
        if (typeof value === 'function' || (typeof value === 'object' && value !== null)) plain = false;
      }
      try {
        const print = () => apply(formatWithOptions, undefined, bounded as never);
        const text = plain ? print() : hooked(print);
        return cut(text, mostCharacters * values.length);
      } catch {
        let text = '';
        for (let index = 1; index < bounded.length; index++) {
          const value = bounded[index];
          text += `${index === 1 ? '' : ' '}${typeof value === 'string' ? value : inspectOne(value)}`;
        }
        return text;
      }
    },
    inspect: inspectOne,
  };
}

const morePattern = new RegExp(`'?${moreKey}'?: (\\d+)`, 'g');

function cut(text: string, most = mostCharacters): string {
  if (text.length <= most) return text;
  const more = text.length - most;
  return `${stringSlice(text, 0, most)}... ${more} more character${more > 1 ? 's' : ''}`;
}

function fill(target: object, properties: Record<string, unknown>): object {
  for (const key of ownKeys(properties))
    defineProperty(target, key, {
      value: properties[key as string],
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return target;
}

function hide(target: object, key: PropertyKey, value: unknown): void {
  defineProperty(target, key, { value, enumerable: false, configurable: true, writable: true });
}

function textOf(error: object, key: 'name' | 'message'): string | undefined {
  try {
    const value: unknown = reflectGet(error, key);
    return value === undefined ? undefined : typeof value === 'string' ? value : inspect(value);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  try {
    return error instanceof NativeError ? (textOf(error, 'message') ?? '') : 'it throws';
  } catch {
    return 'it throws';
  }
}

const targets = new NativeWeakMap<object, object>();
const { get: recallTarget, set: keepTarget } = NativeWeakMap.prototype;

function targetOf(value: object): object | undefined {
  return apply(recallTarget, targets, [value]);
}

/**
 * A `Proxy` that the formatter recognises, so that a proxy is shown as its target, without calling its traps, as Node does.
 * Returns what the program gets in place of the native one.
 */
export function createRecognisedProxy(): ProxyConstructor {
  // The library's own constructor remembers the target, too: it must not touch a proxy it does not know.
  const { Proxy: Remembered } = inspection as unknown as { Proxy: ProxyConstructor };
  const { revocable } = {
    revocable<T extends object>(target: T, handler: ProxyHandler<T>) {
      const made = Remembered.revocable(target, handler);
      apply(keepTarget, targets, [made.proxy, target]);
      const { revoke } = made;
      made.revoke = () => {
        apply(forgetTarget, targets, [made.proxy]);
        revoke();
      };
      return made;
    },
  };
  return new NativeProxy(NativeProxy, {
    construct(_native, [target, handler]) {
      const proxy = new Remembered(target as object, handler as ProxyHandler<object>);
      apply(keepTarget, targets, [proxy, target]);
      return proxy;
    },
    get: (native, key) => (key === 'revocable' ? revocable : reflectGet(native, key)),
  });
}

const forgetTarget = NativeWeakMap.prototype.delete;
