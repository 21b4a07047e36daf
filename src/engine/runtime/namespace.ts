/** Module namespace objects (ECMA-262, `sec-module-namespace-exotic-objects`), as close as a proxy comes to them. */
import {
  create,
  defineProperty,
  getOwnPropertyDescriptor,
  hasOwn,
  is,
  NativeProxy,
  reflectGet,
} from './primordials.ts';

const { preventExtensions } = Reflect;

/**
 * `names` are in code-unit order; `read` gives an export's present value, or throws its ReferenceError. Only
 * `Reflect.set` and assignments fail with another message than native ones do ("'set' on proxy …").
 */
export function createNamespace(names: readonly string[], read: (name: string) => unknown): object {
  const target: Record<PropertyKey, unknown> = create(null);
  for (const name of names) {
    // Writable, so that the proxy may report a value that changes; `set` and `defineProperty` refuse to change it.
    defineProperty(target, name, { value: undefined, writable: true, enumerable: true, configurable: false });
  }
  defineProperty(target, Symbol.toStringTag, {
    value: 'Module',
    writable: false,
    enumerable: false,
    configurable: false,
  });
  preventExtensions(target);
  const keys: PropertyKey[] = [...names, Symbol.toStringTag];
  const isExport = (key: PropertyKey): key is string => typeof key === 'string' && hasOwn(target, key);

  return new NativeProxy(target, {
    __proto__: null,
    get: (_target: object, key: PropertyKey) => (isExport(key) ? read(key) : reflectGet(target, key)),
    set: () => false,
    ownKeys: () => keys,
    getOwnPropertyDescriptor(_target: object, key: PropertyKey) {
      if (!isExport(key)) return getOwnPropertyDescriptor(target, key);
      return { __proto__: null, value: read(key), writable: true, enumerable: true, configurable: false };
    },
    defineProperty(_target: object, key: PropertyKey, wanted: PropertyDescriptor) {
      if (!hasOwn(target, key)) return false;
      const present = isExport(key);
      if (wanted.configurable === true || wanted.get || wanted.set) return false;
      if (wanted.enumerable !== undefined && wanted.enumerable !== present) return false;
      if (wanted.writable !== undefined && wanted.writable !== present) return false;
      return !('value' in wanted) || is(wanted.value, present ? read(key) : 'Module');
    },
    deleteProperty: (_target: object, key: PropertyKey) => !hasOwn(target, key),
  } as ProxyHandler<object>);
}
