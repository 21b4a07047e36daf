/**
 * What a boundary is, and how it is tried: random bytes and random mutations of what is valid there. Every case follows from
 * a seed, so that a failure can be had again.
 */
import fc from 'fast-check';

export interface Boundary {
  name: string;
  /** What reaches it. */
  input: fc.Arbitrary<unknown>;
  /** @throws when the boundary lets something through, loses something, or throws itself. */
  check(input: unknown): void;
  /** How many cases a short run can afford; slow boundaries do fewer. */
  short?: number;
}

export interface Outcome {
  runs: number;
  /** Present when a case failed. */
  failure?: { seed: number; path: string; counterexample: string; error: string };
}

/** Set by whatever executes a text of `poison`. */
const executed = '__executed_by_fuzz';
const mark = globalThis as unknown as Record<string, unknown>;

/** Texts that would leave a mark if anybody ran them, and ones that parsers stumble over. */
export const poison = fc.constantFrom(
  `globalThis.${executed} = 1`,
  `\${globalThis.${executed} = 1}`,
  `<script>globalThis.${executed} = 1</script>`,
  `javascript:globalThis.${executed}=1`,
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../etc/passwd',
  '</script>',
  '\u2028',
  '\ud800',
  '\u0000',
  '{',
  '`',
  '-1',
  '1e999',
  'NaN',
  '%E0%A4',
  'x'.repeat(5_000),
);

const anything = fc.anything({
  maxDepth: 2,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withTypedArray: true,
  withSparseArray: true,
  key: fc.oneof(fc.string(), poison),
});

export const strange = fc.oneof(
  anything,
  poison,
  fc.constantFrom<unknown>(
    undefined,
    null,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    2 ** 53,
    0.5,
    '',
    [],
    {},
    10n,
  ),
);

type Step = {
  at: number;
  how: 'delete' | 'replace' | 'rename' | 'repeat' | 'wrap' | 'add';
  value: unknown;
  key: string;
};
const steps = fc.array(
  fc.record<Step>({
    at: fc.nat(1_000),
    how: fc.constantFrom('delete', 'replace', 'rename', 'repeat', 'wrap', 'add'),
    value: strange,
    key: fc.oneof(poison, fc.string()),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Every place in a value that something can be done to. */
function placesOf(value: unknown, found: { holder: Record<string, unknown>; key: string }[] = [], depth = 0) {
  if (typeof value !== 'object' || value === null || depth > 8 || ArrayBuffer.isView(value)) return found;
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, unknown>;
    found.push({ holder, key });
    placesOf(holder[key], found, depth + 1);
  }
  return found;
}

/** Sets an own property, whatever its name; what an array or a typed array does not take is left as it was. */
function put(holder: object, key: string, value: unknown) {
  if (key === 'length') return;
  Reflect.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function mutate(valid: unknown, list: Step[]): unknown {
  const root = { value: structuredClone(valid) };
  for (const { at, how, value, key } of list) {
    const places = placesOf(root);
    const place = places[at % places.length];
    if (!place) break;
    const { holder } = place;
    const current = holder[place.key];
    if (how === 'delete') delete holder[place.key];
    else if (how === 'replace') put(holder, place.key, value);
    else if (how === 'wrap') put(holder, place.key, [current]);
    else if (how === 'repeat')
      put(
        holder,
        place.key,
        Array.isArray(current)
          ? [...current, ...current]
          : typeof current === 'string'
            ? current + current
            : [current, current],
      );
    else if (how === 'rename') {
      delete holder[place.key];
      put(holder, key, current);
    } else if (ArrayBuffer.isView(current))
      (current as Int32Array)[at % 20] = typeof value === 'number' ? value : at - 500;
    else if (typeof current === 'object' && current !== null) put(current, key, value);
  }
  return root.value;
}

/** Random values, and mutations of valid ones. */
export const valuesLike = (valid: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 1, arbitrary: strange },
    {
      weight: 5,
      arbitrary: fc.tuple(fc.constantFrom(...valid), steps).map(([value, list]) => mutate(value, list)),
    },
  );

const bytes = fc.uint8Array({ maxLength: 200 }).map((list) => String.fromCharCode(...list));
const splices = fc.array(
  fc.record({
    at: fc.nat(100_000),
    remove: fc.nat(20),
    insert: fc.oneof(bytes, poison, fc.string({ unit: 'binary' })),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Random bytes as text, and mutations of valid texts. */
export const textsLike = (valid: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.oneof(bytes, fc.string({ unit: 'binary', maxLength: 200 }), poison) },
    {
      weight: 4,
      arbitrary: fc.tuple(fc.constantFrom(...valid), splices).map(([text, list]) =>
        list.reduce((so, { at, remove, insert }) => {
          const start = at % (so.length + 1);
          return so.slice(0, start) + insert + so.slice(start + remove);
        }, text),
      ),
    },
  );

/** Tries a boundary. `replay` is where a failure was. */
export function tryBoundary(
  boundary: Boundary,
  { runs, seed, path }: { runs: number; seed: number; path?: string },
): Outcome {
  delete mark[executed];
  const property = fc.property(boundary.input, (input) => {
    boundary.check(input);
    if (executed in mark) {
      delete mark[executed];
      throw new Error('What was read was executed.');
    }
  });
  const result = fc.check(property, {
    numRuns: runs,
    seed,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  if (!result.failed) return { runs: result.numRuns };
  const error = result.errorInstance;
  return {
    runs: result.numRuns,
    failure: {
      seed: result.seed,
      path: result.counterexamplePath ?? '',
      counterexample: fc.stringify(result.counterexample),
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    },
  };
}
