/**
 * The global object as the program will see it. Whatever is put there looks like the platform's own: a method without
 * `prototype`, with the right `name` and `length`, whose text is `[native code]`. And the functions of the program show
 * the text their author wrote, without probes.
 */
import type { ModuleDescription } from '../assemble.ts';
import { restoreErrorText } from '../compile/error-text.ts';
import { originalText } from '../compile/position.ts';
import { restoreQuotedCode } from '../compile/quoted-code.ts';
import { isNativeError } from './errors.ts';
import type { Realm } from './kernel.ts';
import {
  defineProperty,
  deleteProperty,
  functionToString,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isArray,
  NativeFunction,
  ownKeys,
  safeWeakMap,
  stringIndexOf,
} from './primordials.ts';

export interface RealmOptions {
  host: 'browser' | 'node';
  flavour: 'browser' | 'node';
  isWorker: boolean;
  /** Those of the program that runs now. */
  modules(): readonly (readonly [ModuleDescription, unknown])[];
}

export function createRealm(
  global: typeof globalThis,
  { host, flavour, isWorker, modules }: RealmOptions,
): Realm {
  const nativeTexts = safeWeakMap<object, string>();

  function remove(name: PropertyKey) {
    for (let holder: object | null = global; holder !== null; holder = getPrototypeOf(holder)) {
      if (!hasOwn(holder, name) || deleteProperty(holder, name)) continue;
      try {
        defineProperty(holder, name, { value: undefined, writable: false });
      } catch {
        // It can be neither deleted nor changed; nothing in use today is like that.
      }
    }
  }

  function setOwn(fn: object, name: 'name' | 'length', value: string | number) {
    defineProperty(fn, name, { value, writable: false, enumerable: false, configurable: true });
  }

  function markNative(fn: object, name: string) {
    nativeTexts.set(fn, `function ${name}() { [native code] }`);
  }

  function native<F extends (...args: never[]) => unknown>(fn: F, name = fn.name, length = fn.length): F {
    if (fn.name !== name) setOwn(fn, 'name', name);
    if (fn.length !== length) setOwn(fn, 'length', length);
    markNative(fn, name);
    return fn;
  }

  function markMembers(holder: object) {
    const keys = ownKeys(holder);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as PropertyKey;
      if (key === 'constructor') continue;
      const property = getOwnPropertyDescriptor(holder, key);
      if (!property) continue;
      const { value, get, set } = property;
      if (typeof value === 'function') markNative(value, value.name);
      if (get) markNative(get, get.name);
      if (set) markNative(set, set.name);
    }
  }

  const own = {
    toString(this: unknown) {
      const known = nativeTexts.get(this as object);
      if (known !== undefined) return known;
      const text = functionToString(this);
      return stringIndexOf(text, '$') < 0 ? text : restoreText(text);
    },
  };
  function restoreText(text: string): string {
    try {
      const programs = modules();
      for (let index = 0; index < programs.length; index++) {
        const [description, code] = programs[index] as (typeof programs)[number];
        const restored = originalText(functionToString(code), description, text);
        if (restored !== undefined) return restored;
      }
    } catch {
      // The program has replaced methods of String; its own fault then that it sees the probes.
    }
    return text;
  }
  function restoreQuotes(text: string): string {
    if (stringIndexOf(text, '$') < 0) return text;
    const programs = modules();
    for (let index = 0; index < programs.length; index++) {
      const [description, code] = programs[index] as (typeof programs)[number];
      const restored = restoreQuotedCode(functionToString(code), description, text);
      if (restored !== undefined) return restored;
    }
    return text;
  }
  function restoreMessage(error: unknown, isAmongOthers?: boolean) {
    if (!isNativeError(error)) return;
    try {
      const errors: unknown = isAmongOthers
        ? undefined
        : getOwnPropertyDescriptor(error as Error, 'errors')?.value;
      // What `Promise.any` has collected nobody has caught.
      if (isArray(errors))
        for (let index = 0; index < errors.length; index++) restoreMessage(errors[index], true);
      const message = getOwnPropertyDescriptor(error as Error, 'message');
      if (!message || typeof message.value !== 'string') return;
      const value = restoreErrorText(restoreQuotes(message.value));
      if (value !== message.value) defineProperty(error as Error, 'message', { ...message, value });
    } catch {
      // A program that has replaced the methods of String.
    }
  }
  defineProperty(NativeFunction.prototype, 'toString', {
    value: native(own.toString, 'toString', 0),
    writable: true,
    enumerable: false,
    configurable: true,
  });

  return {
    global,
    host,
    flavour,
    isWorker,
    remove,
    define(name, value, enumerable = false) {
      for (let holder = getPrototypeOf(global); holder !== null; holder = getPrototypeOf(holder))
        if (hasOwn(holder, name)) deleteProperty(holder, name);
      defineProperty(global, name, { value, writable: true, enumerable, configurable: true });
    },
    native,
    markNative,
    nativeClass(type, name) {
      setOwn(type, 'name', name);
      const tag = { value: name, writable: false, enumerable: false, configurable: true };
      defineProperty(type.prototype as object, Symbol.toStringTag, tag);
      markNative(type, name);
      markMembers(type);
      markMembers(type.prototype as object);
      return type;
    },
    restoreQuotes,
    restoreMessage: (error) => restoreMessage(error),
  };
}
