/** The matchers of our own: what a program does in time. See `Matchers` of `worlds/test.ts`. */
import { type Finding, type OwnMatcher, show } from './expect.ts';
import type { FunctionRecord } from './functions.ts';
import { plain } from './plain.ts';
import type { Watch } from './watch.ts';

export interface MatcherSources {
  recordOf(value: unknown): FunctionRecord | undefined;
  /** What `server()` gave out, and `program`. */
  flightOf(value: unknown): { what: string; maxInFlight: number } | undefined;
  isProgram(value: unknown): boolean;
  output(): readonly { at: number; text: string }[];
  watch: Watch;
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const ms = (time: number) => `${Math.round(time * 100) / 100} ms`;

function wrongUse(message: string): never {
  throw new TypeError(message);
}

export function createMatchers(sources: MatcherSources): Record<string, OwnMatcher> {
  const recordOf = (value: unknown, matcher: string) =>
    sources.recordOf(value) ?? wrongUse(`${matcher} is for functions made by fn().`);
  const flightOf = (value: unknown, matcher: string) =>
    sources.flightOf(value) ?? wrongUse(`${matcher} is for functions made by fn(), and for server().`);
  const programOnly = (value: unknown, matcher: string) =>
    sources.isProgram(value) || wrongUse(`${matcher} is for \`program\`: expect(program).${matcher}(…).`);

  return {
    toHaveBeenCalledTimes(actual: unknown, expected: number): Finding {
      const { length } = recordOf(actual, 'toHaveBeenCalledTimes').calls;
      return {
        holds: length === expected,
        message: `expected the function to be called ${times(expected)}, and it was called ${length === 0 ? 'never' : times(length)}`,
        negated: `expected the function not to be called ${times(expected)}`,
      };
    },
    toHaveBeenCalledWith(actual: unknown, ...expected: unknown[]): Finding {
      const { calls } = recordOf(actual, 'toHaveBeenCalledWith');
      const wanted = show(expected);
      return {
        holds: calls.some((call) => show(plain(call.arguments)) === wanted),
        message: `expected the function to be called with these arguments${calls.length === 0 ? ', and it was never called' : ''}`,
        negated: 'expected the function never to be called with these arguments',
        expected: wanted,
        found: calls.map((call) => show(call.arguments)).join('\n') || 'no call',
      };
    },
    toHaveAtMostInFlight(actual: unknown, most: number): Finding {
      const { what, maxInFlight } = flightOf(actual, 'toHaveAtMostInFlight');
      return {
        holds: maxInFlight <= most,
        message: `expected never more than ${counted(most, what)} in flight, and there were ${maxInFlight} at one time`,
        negated: `expected more than ${counted(most, what)} in flight, and there were never more than ${maxInFlight}`,
      };
    },
    toHaveOverlapped(actual: unknown): Finding {
      const { what, maxInFlight } = flightOf(actual, 'toHaveOverlapped');
      return {
        holds: maxInFlight >= 2,
        message: `expected at least two ${what}s in flight at one time, and ${maxInFlight === 0 ? `there was no ${what}` : 'there was never more than one'}`,
        negated: `expected the ${what}s one after another, and ${maxInFlight} were in flight at one time`,
      };
    },
    toBeSilentBefore(actual: unknown, time: number): Finding {
      programOnly(actual, 'toBeSilentBefore');
      const early = sources.output().find(({ at }) => at < time);
      return {
        holds: early === undefined,
        message: early
          ? `expected nothing to be printed before ${ms(time)}, and \`${early.text}\` was printed at ${ms(early.at)}`
          : '',
        negated: `expected something to be printed before ${ms(time)}`,
      };
    },
    toHaveLeftNothing(actual: unknown): Finding {
      programOnly(actual, 'toHaveLeftNothing');
      const { timers, listeners, requests, rejections } = sources.watch;
      const left = [
        ...Array.from(
          timers.values(),
          ({ kind, due, name }) => `a timer that is due at ${ms(due)} (${kind}${name ? ` of ${name}` : ''})`,
        ),
        ...Array.from(listeners.values(), (event) => `a listener for \`${event}\``),
        ...Array.from(requests.values(), (url) => `a request to ${url}`),
        ...Array.from(rejections.values(), (reason) => `a rejection nobody handles: ${reason}`),
      ];
      const shown = left.length > 4 ? [...left.slice(0, 4), `${left.length - 4} more`] : left;
      return {
        holds: left.length === 0,
        message: `expected that nothing is left, and there is ${shown.join('; ')}`,
        negated: 'expected that something is left, and nothing is',
      };
    },
  } satisfies Record<string, OwnMatcher> as Record<string, OwnMatcher>;
}
