/**
 * Reading values that crossed a trust boundary. A shape looks at one value and answers with a fresh copy that has
 * exactly the promised fields and no more, or with `invalid`. It never throws and never keeps a reference to what it read.
 */
export const invalid: unique symbol = Symbol('invalid');

export type Shape<T> = (value: unknown) => T | typeof invalid;
/** What a shape answers with. */
export type Read<S> = S extends Shape<infer T> ? T : never;
type Fields = Record<string, Shape<unknown>>;
type Flat<T> = { [K in keyof T]: T[K] };

export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : invalid);

/** Text that is shown: whatever is longer than `max` UTF-16 code units is cut. */
export const text =
  (max: number): Shape<string> =>
  (value) => {
    if (typeof value !== 'string') return invalid;
    return value.length <= max ? value : `${value.slice(0, max - 1)}…`;
  };

/** Text that means something: cutting it would change the meaning, so longer text is refused. */
export const code =
  (max: number): Shape<string> =>
  (value) =>
    typeof value === 'string' && value.length <= max ? value : invalid;

/** Text that must match `pattern` as a whole. */
export const name =
  (pattern: RegExp): Shape<string> =>
  (value) =>
    typeof value === 'string' && value.length <= 200 && pattern.test(value) ? value : invalid;

/** A whole number from `min` to `max`, both included. */
export const integer =
  (min: number, max: number): Shape<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : invalid;

/** A finite number from `min` to `max`, both included. */
export const number =
  (min: number, max: number): Shape<number> =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : invalid;

export const oneOf =
  <const T extends string>(...words: T[]): Shape<T> =>
  (value) =>
    words.find((word) => word === value) ?? invalid;

/** An array of at most `max` values of one shape; a single wrong value makes all of it invalid. */
export const list =
  <T>(shape: Shape<T>, max: number): Shape<T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > max) return invalid;
    const copy: T[] = [];
    for (let index = 0; index < value.length; index++) {
      const item = shape(value[index]);
      if (item === invalid) return invalid;
      copy.push(item);
    }
    return copy;
  };

/** An object used as a dictionary: at most `max` own entries, with keys of shape `key`. */
export const dictionary =
  <T>(key: Shape<string>, shape: Shape<T>, max: number): Shape<Record<string, T>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid;
    const entries: [string, T][] = [];
    for (const [property, content] of Object.entries(value)) {
      const word = key(property);
      const item = shape(content);
      if (word === invalid || item === invalid || entries.length === max) return invalid;
      entries.push([word, item]);
    }
    // fromEntries defines properties, so that a key such as `__proto__` stays a plain entry.
    return Object.fromEntries(entries);
  };

type Fielded<R extends Fields, O extends Fields> = Flat<
  { [K in keyof R]: Read<R[K]> } & { [K in keyof O]?: Read<O[K]> }
>;

/** An object with the fields of `required` and perhaps those of `optional`; other fields are left behind. */
export const object =
  <R extends Fields, O extends Fields = Record<never, never>>(
    required: R,
    optional?: O,
  ): Shape<Fielded<R, O>> =>
  (value) => {
    if (typeof value !== 'object' || value === null) return invalid;
    const source = value as Record<string, unknown>;
    const copy: Record<string, unknown> = {};
    for (const key in required) {
      const item = Object.hasOwn(source, key) ? required[key]?.(source[key]) : invalid;
      if (item === invalid) return invalid;
      copy[key] = item;
    }
    for (const key in optional) {
      if (!Object.hasOwn(source, key) || source[key] === undefined) continue;
      const item = optional[key]?.(source[key]);
      if (item === invalid) return invalid;
      copy[key] = item;
    }
    return copy as Fielded<R, O>;
  };

/**
 * The same object gets the same copy wherever it stands: a message of a few small objects that contain each other many
 * times over must not become many large ones.
 */
export const shared = <T extends object>(shape: Shape<T>): Shape<T> => {
  const copies = new WeakMap<object, T | typeof invalid>();
  return (value) => {
    if (typeof value !== 'object' || value === null) return invalid;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const copy = shape(value);
    copies.set(value, copy);
    return copy;
  };
};

type Variants<V extends Record<string, Shape<object>>> = {
  [K in keyof V & string]: Flat<{ type: K } & Read<V[K]>>;
}[keyof V & string];

/** A tagged union: the own field `type` chooses the shape of the rest. */
export const variants =
  <V extends Record<string, Shape<object>>>(shapes: V): Shape<Variants<V>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'type')) return invalid;
    const type = (value as { type: unknown }).type;
    if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return invalid;
    const rest = shapes[type]?.(value);
    if (rest === undefined || rest === invalid) return invalid;
    return { type, ...rest } as Variants<V>;
  };
