/**
 * Copies of values that a program under test has made, for comparing. A value can lie about itself: by a getter, by a
 * proxy, by `toJSON`, or by saying how it wants to be compared (`asymmetricMatch`). A copy has own data properties only.
 */
const mostEntries = 10_000;
const deepest = 100;

const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const dateValue = Date.prototype.getTime;
const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;
const regExpSource = getOwnPropertyDescriptor(RegExp.prototype, 'source')?.get;
const bytesOf = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, 'byteLength')?.get;

/** What `read` answers, or `undefined` when the value is not of that kind. */
function branded<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A copy that shares no object with `value`; functions are kept, since only their identity counts. */
export function plain(value: unknown): unknown {
  const copies = new Map<object, unknown>();
  /** What is being copied: an object met again inside itself is a circle, which nothing can print. */
  const open = new Set<object>();
  let entries = 0;

  function copy(source: unknown, depth: number): unknown {
    if (typeof source !== 'object' || source === null) return source;
    if (open.has(source)) return '[circle]';
    const known = copies.get(source);
    if (known !== undefined) return known;
    if (depth > deepest || entries > mostEntries) return '[more]';

    open.add(source);
    const made = copyObject(source, depth);
    open.delete(source);
    copies.set(source, made);
    return made;
  }

  function copyObject(source: object, depth: number): unknown {
    const time = branded(() => dateValue.call(source as Date));
    if (time !== undefined) return new Date(time);
    if (regExpSource && branded(() => regExpSource.call(source)) !== undefined && source instanceof RegExp)
      return new RegExp(source.source, source.flags);
    if (bytesOf && branded(() => bytesOf.call(source)) !== undefined && ArrayBuffer.isView(source))
      return structuredClone(source);
    const pairs = branded(() => [...mapEntries.call(source as Map<unknown, unknown>)]);
    if (pairs) {
      const map = new Map<unknown, unknown>();
      for (const [key, item] of pairs) map.set(copy(key, depth + 1), copy(item, depth + 1));
      entries += pairs.length;
      return map;
    }
    const members = branded(() => [...setValues.call(source as Set<unknown>)]);
    if (members) {
      const set = new Set<unknown>();
      for (const item of members) set.add(copy(item, depth + 1));
      entries += members.length;
      return set;
    }
    const target = shell(source);
    for (const key of ownKeys(source)) {
      const property = getOwnPropertyDescriptor(source, key);
      if (!property || key === 'asymmetricMatch' || (Array.isArray(target) && key === 'length')) continue;
      if (target instanceof Error && key === 'stack') continue;
      if (++entries > mostEntries) break;
      const content = 'value' in property ? copy(property.value, depth + 1) : '[getter]';
      Object.defineProperty(target, key, {
        value: content,
        writable: true,
        enumerable: property.enumerable ?? true,
        configurable: true,
      });
    }
    return target;
  }

  return copy(value, 0);
}

/** An empty object of the same kind: array, error, or object. */
function shell(source: object): object {
  if (Array.isArray(source)) {
    const length = getOwnPropertyDescriptor(source, 'length')?.value as number;
    return new Array(Math.min(length, mostEntries));
  }
  for (
    let type = getPrototypeOf(source), steps = 0;
    type !== null && steps < 20;
    type = getPrototypeOf(type), steps++
  ) {
    if (type === Error.prototype) {
      const error = new Error();
      error.name = nameOf(source);
      return error;
    }
  }
  return {};
}

/** An error's name as far as data properties tell it. */
function nameOf(error: object): string {
  for (let holder: object | null = error, steps = 0; holder !== null && steps < 20; steps++) {
    const name: unknown = getOwnPropertyDescriptor(holder, 'name')?.value;
    if (typeof name === 'string') return name;
    holder = getPrototypeOf(holder);
  }
  return 'Error';
}
