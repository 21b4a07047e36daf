/**
 * What the tests of an exercise are written with. Each test is run by itself: in a fresh program, on a clock that
 * begins at 0, with servers that have seen nothing. `expect` has the matchers of Vitest and Jest, and four of our own.
 */

const kit = takeKit();

/** Defines a test. It passes when `body` ends, and no `expect` in it has failed. */
export function test(name: string, body: () => unknown): void {
  kit.test(name, body);
}

/**
 * Defines a test that is repeated with `runs` (100) different seeds, in one program. Stops at the first failure, whose
 * seed is shown; the timeline then is the one of that seed.
 */
export function property(name: string, body: (chance: Chance) => unknown, options?: { runs?: number }): void {
  kit.property(name, body, options);
}

/** Everything random in a property comes from here: the same seed gives the same test. */
export interface Chance {
  readonly seed: number;
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  /** True with this probability; 0.5 unless it is given. */
  chance(probability?: number): boolean;
  /** One of them. */
  pick<T>(items: readonly T[]): T;
  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[];
  /** As many as `length` says, each made by `make`. */
  list<T>(length: number, make: (index: number) => T): T[];
  /** Fulfils after 0 to `most` (100) whole ms of virtual time: a task of unknown length. */
  delay(most?: number): Promise<void>;
}

/** The virtual clock. It moves by itself when there is nothing left to do but wait. */
export const clock: Clock = kit.clock;

export interface Clock {
  /** Milliseconds since the program began. */
  now(): number;
  /** Lets this much time pass, with everything that is due in it. */
  advance(ms: number): Promise<void>;
  /** Lets time pass until nothing is pending any more: no timer, no request. */
  settle(): Promise<void>;
}

/** What the program has done so far. */
export const program: Program = kit.program;

export interface Program {
  /** What was printed, line by line. */
  readonly lines: readonly string[];
  /** The same with the time at which it was printed, in ms. */
  readonly output: readonly { at: number; text: string }[];
  /** What is pending. What the test itself has begun counts, too. */
  readonly left: { timers: number; listeners: number; requests: number; rejections: number };
  /** The longest time, in ms of the virtual clock, that one task has held the thread. */
  readonly longestTask: number;
}

/** What the server of a world has seen, from its own records: `server('rates.test')`. */
export function server(host: string): ServerRecord {
  return kit.server(host);
}

export interface ServerRecord {
  /** In order of arrival. Times are ms since the program began; `finished` is absent for what was never finished. */
  readonly requests: readonly { what: string; started: number; finished?: number; aborted?: number }[];
  /** The most requests there were at one time. */
  readonly maxInFlight: number;
}

/** A function that keeps a record of its calls. `work` is what it does; without it, it returns `undefined`. */
export function fn<Arguments extends unknown[] = unknown[], Result = undefined>(
  work?: (...parameters: Arguments) => Result,
): Recorded<Arguments, Result> {
  return kit.fn(work) as Recorded<Arguments, Result>;
}

export interface Recorded<Arguments extends unknown[] = unknown[], Result = unknown> {
  (...parameters: Arguments): Result;
  readonly calls: readonly Call<Arguments>[];
  /** Calls that have not ended. One that returned a promise ends when that settles. */
  readonly inFlight: number;
  /** The most calls that were in flight at one time. */
  readonly maxInFlight: number;
}

export interface Call<Arguments extends unknown[] = unknown[]> {
  readonly arguments: Arguments;
  readonly this: unknown;
  /** Ms since the program began; `ended` is absent while the call is in flight. */
  readonly began: number;
  readonly ended?: number;
}

/** Begins an assertion: `expect(actual).toEqual(expected)`. `message` stands in front of what a failure says. */
export function expect<T>(actual: T, message?: string): Matchers {
  return kit.expect(actual, message) as Matchers;
}

/** The matchers of Vitest and Jest that a test of behaviour needs, and ours. */
export interface Matchers {
  /** The opposite of the matcher that follows. */
  readonly not: Matchers;
  /** What the promise fulfils with; the matcher then has to be awaited. */
  readonly resolves: Awaiting<Matchers>;
  /** What the promise rejects with; the matcher then has to be awaited. */
  readonly rejects: Awaiting<Matchers>;
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toStrictEqual(expected: unknown): void;
  toMatchObject(expected: object): void;
  toBeTruthy(): void;
  toBeFalsy(): void;
  toBeUndefined(): void;
  toBeDefined(): void;
  toBeNull(): void;
  toBeNaN(): void;
  toBeTypeOf(
    type: 'bigint' | 'boolean' | 'function' | 'number' | 'object' | 'string' | 'symbol' | 'undefined',
  ): void;
  toBeInstanceOf(type: unknown): void;
  toBeGreaterThan(bound: number): void;
  toBeGreaterThanOrEqual(bound: number): void;
  toBeLessThan(bound: number): void;
  toBeLessThanOrEqual(bound: number): void;
  toBeCloseTo(expected: number, digits?: number): void;
  toContain(item: unknown): void;
  toContainEqual(item: unknown): void;
  toHaveLength(length: number): void;
  toHaveProperty(path: string | readonly (string | number)[], value?: unknown): void;
  toMatch(expected: string | RegExp): void;
  toThrow(expected?: string | RegExp | (new (...parameters: never[]) => Error)): void;
  /** Of a function made by `fn`. */
  toHaveBeenCalledTimes(times: number): void;
  /** Of a function made by `fn`: at least one call had these arguments. */
  toHaveBeenCalledWith(...expected: unknown[]): void;
  /** Of a function made by `fn`, or of a `server`: there were never more than so many at one time. */
  toHaveAtMostInFlight(most: number): void;
  /** Of a function made by `fn`, or of a `server`: at least two overlapped. */
  toHaveOverlapped(): void;
  /** Of `program`: nothing was printed before so many ms. */
  toBeSilentBefore(ms: number): void;
  /** Of `program`: no timer, listener, request or unhandled rejection is left. */
  toHaveLeftNothing(): void;
}

/** The same matchers, each to be awaited. */
type Awaiting<T> = {
  readonly [Name in keyof T]: T[Name] extends (...parameters: infer P) => void
    ? (...parameters: P) => Promise<void>
    : Awaiting<T>;
};

/** What the runtime puts in place for the run of a test, and this file takes away before any other code runs. */
interface Kit {
  test(name: string, body: () => unknown): void;
  property(name: string, body: (chance: Chance) => unknown, options?: { runs?: number }): void;
  clock: Clock;
  program: Program;
  server(host: string): ServerRecord;
  fn(work?: (...parameters: never[]) => unknown): unknown;
  expect(actual: unknown, message?: string): unknown;
}

function takeKit(): Kit {
  const key = Symbol.for('interleave.tests');
  const found = (globalThis as unknown as { [key: symbol]: Kit | undefined })[key];
  if (!found) throw new Error('Tests run when *Check* is pressed, or by `npm run check`.');
  return found;
}
