/**
 * `expect`: Vitest's matchers (`@vitest/expect` on `chai`) behind a membrane. Tests never hold an object of the library,
 * the library never sees an object of the program: values are compared as copies. Every failure is noted, so that a
 * program which catches what `expect` throws gains nothing.
 */
import { JestChaiExpect } from '@vitest/expect';
import { AssertionError, expect as chaiExpect, config, use, util } from 'chai';
import { plain } from './plain.ts';

use(JestChaiExpect);
config.truncateThreshold = 200;

/** Matchers that look at values, as the library has them. */
const compared = [
  'toEqual',
  'toStrictEqual',
  'toMatchObject',
  'toBeGreaterThan',
  'toBeGreaterThanOrEqual',
  'toBeLessThan',
  'toBeLessThanOrEqual',
  'toBeCloseTo',
  'toContain',
  'toContainEqual',
  'toHaveLength',
  'toHaveProperty',
  'toMatch',
] as const;
/** Matchers that look at the very object. */
const identified = [
  'toBe',
  'toBeTruthy',
  'toBeFalsy',
  'toBeUndefined',
  'toBeDefined',
  'toBeNull',
  'toBeNaN',
  'toBeTypeOf',
  'toBeInstanceOf',
  'toThrow',
] as const;

/** A matcher of ours: what it says when it does not hold, and when `not` was asked for and it does. */
export interface Finding {
  holds: boolean;
  message: string;
  negated: string;
  expected?: string;
  found?: string;
}
export type OwnMatcher = (actual: unknown, ...parameters: never[]) => Finding;

type Matcher = (...parameters: unknown[]) => unknown;
type Matchers = Record<string, unknown>;

/** Text of a value for people. */
export function show(value: unknown): string {
  // The library tells +0 from -0 even where only one of them is there.
  return Object.is(value, 0) ? '0' : util.inspect(plain(value), false, 4, false);
}

export interface ExpectOptions {
  own: Readonly<Record<string, OwnMatcher>>;
  /** Told of every failed assertion, in order. */
  failed(error: unknown): void;
}

export function createExpect({ own, failed }: ExpectOptions) {
  /** Runs an assertion; whatever it throws counts. */
  function attempt(assertion: () => unknown): void {
    try {
      assertion();
    } catch (error) {
      failed(error);
      throw error;
    }
  }

  function library(
    name: string,
    actual: unknown,
    message: string | undefined,
    negated: boolean,
    isReason: boolean,
  ): Matcher {
    const isCompared = (compared as readonly string[]).includes(name);
    return (...parameters) =>
      attempt(() => {
        let subject = isCompared ? plain(actual) : actual;
        // What it throws is caught here: the library must not run the program.
        if (name === 'toThrow' && isReason) subject = thrower(actual);
        else if (name === 'toThrow' && typeof actual === 'function')
          subject = outcomeOf(actual as () => unknown);
        const assertion = chaiExpect(subject, message) as unknown as { not: unknown };
        const side = (negated ? assertion.not : assertion) as Record<string, Matcher>;
        const given = isCompared ? parameters.map(plain) : parameters;
        side[name]?.(...given);
      });
  }

  function ours(check: OwnMatcher, actual: unknown, message: string | undefined, negated: boolean): Matcher {
    return (...parameters) =>
      attempt(() => {
        const { holds, expected, found, ...texts } = check(actual, ...(parameters as never[]));
        if (holds !== negated) return;
        const text = negated ? texts.negated : texts.message;
        const error = new AssertionError(message === undefined ? text : `${message}: ${text}`);
        throw Object.assign(error, {
          ...(expected !== undefined && { expected: new Text(expected) }),
          ...(found !== undefined && { actual: new Text(found) }),
        });
      });
  }

  /** `wrap` brings the value that a matcher looks at, at once or later. */
  function matchers(
    message: string | undefined,
    negated: boolean,
    wrap: (run: (value: unknown, isReason: boolean) => unknown) => unknown,
  ): Matchers {
    const all: Matchers = Object.create(null);
    for (const name of [...compared, ...identified])
      all[name] = (...parameters: unknown[]) =>
        wrap((value, isReason) => library(name, value, message, negated, isReason)(...parameters));
    for (const [name, check] of Object.entries(own))
      all[name] = (...parameters: unknown[]) =>
        wrap((value) => ours(check, value, message, negated)(...parameters));
    if (!negated) Object.defineProperty(all, 'not', { get: () => matchers(message, true, wrap) });
    return Object.freeze(all);
  }

  return function expect(actual: unknown, message?: string): Matchers {
    const now = matchers(message, false, (run) => run(actual, false));
    const later = (kind: 'resolves' | 'rejects') =>
      matchers(message, false, async (run) => run(await settled(kind), kind === 'rejects'));
    async function settled(kind: 'resolves' | 'rejects'): Promise<unknown> {
      let outcome: { value: unknown } | { reason: unknown };
      try {
        outcome = { value: await actual };
      } catch (reason) {
        outcome = { reason };
      }
      if (kind === 'resolves' && 'value' in outcome) return outcome.value;
      if (kind === 'rejects' && 'reason' in outcome) return outcome.reason;
      const said =
        'value' in outcome
          ? `expected the promise to reject, and it fulfilled with ${show(outcome.value)}`
          : `expected the promise to fulfil, and it rejected with ${show(outcome.reason)}`;
      const error = new AssertionError(message === undefined ? said : `${message}: ${said}`);
      failed(error);
      throw error;
    }
    const all: Matchers = Object.create(null);
    for (const key of Object.keys(now)) all[key] = now[key];
    Object.defineProperties(all, {
      not: { get: () => now['not'] },
      resolves: { get: () => later('resolves') },
      rejects: { get: () => later('rejects') },
    });
    return Object.freeze(all);
  };
}

/** Text that is to be shown as it is. */
class Text {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function outcomeOf(run: () => unknown): () => void {
  try {
    run();
  } catch (error) {
    return thrower(error);
  }
  return () => {};
}

function thrower(error: unknown): () => void {
  return () => {
    throw error;
  };
}

/** What an error says, for a report: its message and, when it is about two values, both of them as text. */
export function reportOf(error: unknown): { message: string; expected?: string; found?: string } {
  if (!(error instanceof AssertionError)) {
    return {
      message: error instanceof Error ? `${nameOf(error)}: ${messageOf(error)}` : `thrown: ${show(error)}`,
    };
  }
  const own = error as InstanceType<typeof AssertionError> & { expected?: unknown; actual?: unknown };
  const text = (value: unknown) => (value instanceof Text ? value.text : show(value));
  const has = (key: string) => Object.hasOwn(own, key);
  const message = messageOf(error).replace(' // Object.is equality', '');
  if (!has('expected') || !has('actual')) return { message };
  const [expected, found] = [text(own.expected), text(own.actual)];
  // Where a value must not be what it is, there is nothing to compare.
  return expected === found ? { message } : { message, expected, found };
}

const messageOf = (error: Error) => {
  const message: unknown = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' ? message : '';
};
const nameOf = (error: Error) => {
  const { name } = plain(error) as Error;
  return name;
};
