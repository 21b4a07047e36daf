/** A constructor in place of a native one: same prototype, name, length and statics, so that nobody can tell. */
import type { Realm } from './kernel.ts';
import { defineProperty, getOwnPropertyDescriptor, hasOwn, NativeTypeError, ownKeys } from './primordials.ts';

type Constructor = abstract new (...args: never[]) => object;

export interface StandIn {
  /** `new Native(…args)`; use `Reflect.construct` with `newTarget`, so that subclasses work. */
  construct(args: unknown[], newTarget: Constructor): object;
  /** `Native(…)` without `new`; refused when absent. */
  call?(): unknown;
}

/** Makes the stand-in and puts it on the global object. */
export function installStandIn(realm: Realm, native: Constructor, name: string, standIn: StandIn): void {
  // `new.target` needs a function; a class could not be called without `new`.
  const replacement = function (this: unknown, ...args: unknown[]): unknown {
    if (new.target !== undefined) return standIn.construct(args, new.target as unknown as Constructor);
    if (standIn.call) return standIn.call();
    throw new NativeTypeError(`Class constructor ${name} cannot be invoked without 'new'`);
  };
  for (const key of ownKeys(native)) {
    const property = getOwnPropertyDescriptor(native, key);
    if (property && (!hasOwn(replacement, key) || key === 'length' || key === 'name' || key === 'prototype'))
      defineProperty(replacement, key, property);
  }
  defineProperty(native.prototype as object, 'constructor', {
    value: replacement,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  realm.markNative(replacement, name);
  realm.define(name, replacement);
}
