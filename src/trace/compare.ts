/** Tells whether two runs did the same in the same order, whatever the clock said meanwhile. */
import type { Trace, TraceEvent } from './event.ts';
import { placeName } from './words.ts';

export interface CompareOptions {
  /** Which events count; default all. For a run without probes, for instance, `isNative`. */
  only?: (event: TraceEvent) => boolean;
  /** False takes events at different places in the source for equal. Default true. */
  sites?: boolean;
  /** False takes events in different jobs for equal, as long as their order is. Default true. */
  jobs?: boolean;
}

/** The first event in which two runs differ; one of them may have ended there. */
export interface Difference {
  /** How many events were equal before. */
  index: number;
  /** `seq` in each trace; -1 where it had ended. */
  a: number;
  b: number;
  /** What each did, as text, without times and with numbers of its own. */
  found: [a: string, b: string];
}

/**
 * The first difference between two runs, or undefined if they did the same things in the same order.
 * Times, causes and the numbers of things do not count: things are told apart by the order in which they turn up.
 */
export function firstDifference(a: Trace, b: Trace, options: CompareOptions = {}): Difference | undefined {
  const left = plainEvents(a, options);
  const right = plainEvents(b, options);
  for (let index = 0; ; index++) {
    const { value: x } = left.next();
    const { value: y } = right.next();
    if (!x && !y) return undefined;
    if (x?.text === y?.text) continue;
    return {
      index,
      a: x?.seq ?? -1,
      b: y?.seq ?? -1,
      found: [x?.text ?? 'nothing more', y?.text ?? 'nothing more'],
    };
  }
}

/** True when two runs did the same things in the same order. */
export function sameOrder(a: Trace, b: Trace, options: CompareOptions = {}): boolean {
  return firstDifference(a, b, options) === undefined;
}

/** True for events the engine records without probes in the program: those of natives, servers and the host. */
export function isNative(event: TraceEvent): boolean {
  switch (event.type) {
    case 'call':
    case 'suspend':
    case 'resume':
    case 'return':
    case 'throw':
      return false;
    default:
      return true;
  }
}

/** Fields that may differ between two equal runs, or are compared in a way of their own. */
const leftOut = new Set(['seq', 'at', 'job', 'site', 'cause', 'due', 'next', 'dropped', 'frames']);
/** Fields that hold the number of a thing. */
const numbers = new Set([
  'call',
  'parent',
  'timer',
  'reaction',
  'request',
  'listener',
  'message',
  'signal',
  'rejection',
]);

function* plainEvents(
  trace: Trace,
  { only, sites = true, jobs = true }: CompareOptions,
): Generator<{ seq: number; text: string }> {
  const seen = new Map<string, number>();
  const ordinal = (kind: string, number: number) => {
    const key = `${kind} ${number}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const fresh = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, fresh);
    seen.set(key, fresh);
    return fresh;
  };
  for (const event of trace.events) {
    if (only && !only(event)) continue;
    const parts: string[] = [event.type];
    if (jobs) parts.push(`job ${ordinal('job', event.job)}`);
    if (sites && event.site !== undefined) {
      const site = trace.sites[event.site];
      if (site) parts.push(`${placeName(site)}:${site.column + 1}`);
    }
    for (const [key, value] of Object.entries(event)) {
      if (key === 'type' || leftOut.has(key)) continue;
      if (numbers.has(key) && typeof value === 'number')
        parts.push(`${key} ${ordinal(key === 'parent' ? 'call' : key, value)}`);
      else
        parts.push(
          `${key} ${JSON.stringify(value, (name, inner: unknown) => (leftOut.has(name) ? undefined : inner))}`,
        );
    }
    yield { seq: event.seq, text: parts.join(', ') };
  }
}
