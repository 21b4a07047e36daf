/** A run in one paragraph, for readers who do not see its picture. */
import { type Derived, understand } from './derive.ts';
import type { EndReason, Trace } from './event.ts';
import type { Lifetime } from './live.ts';
import { roughly } from './words.ts';

/** What a glance at the picture tells: how long, how busy, how much at once, what went wrong, how it ended. */
export function summarise(run: Trace | Derived): string {
  const derived = understand(run);
  return [
    extent(derived),
    busyness(derived),
    concurrency(derived),
    ...servers(derived),
    timers(derived),
    ...blocked(derived),
    ...troubles(derived),
    ending(derived),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function extent({ duration, turns, jobs, output }: Derived): string {
  const microtasks = jobs.filter(({ kind }) => kind === 'microtask').length;
  const lines = output.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  return `The run took ${roughly(duration)}: ${count(turns.length, 'task')} and ${count(microtasks, 'microtask')}, ${count(lines, 'line')} printed.`;
}

function busyness({ duration, turns }: Derived): string {
  if (duration < 0.005) return '';
  const busy = turns.reduce((sum, { start, end }) => sum + end - start, 0);
  return `For ${roughly(busy)} of that time code was running; for ${roughly(duration - busy)} there was nothing to do but wait.`;
}

function concurrency({ calls }: Derived): string {
  const functions = calls.all.filter(({ kind }) => kind === 'async' || kind === 'async-generator');
  if (functions.length === 0) return '';
  const names = new Map<string, number>();
  for (const { name } of functions) names.set(name, (names.get(name) ?? 0) + 1);
  const parts = Array.from(names, ([name, times]) => (times === 1 ? name : `${name} (${times} times)`));
  const listed =
    parts.length <= MOST_NAMES
      ? parts
      : [...parts.slice(0, MOST_NAMES - 1), `${parts.length - MOST_NAMES + 1} more`];
  const atOnce = functions.length === 1 ? '' : `, ${together(mostAtOnce(functions), 'under way at once')}`;
  return `Asynchronous functions called: ${inWords(listed)}${atOnce}.`;
}

function together(most: number, words: string): string {
  return most <= 1 ? 'one at a time' : `up to ${most} ${words}`;
}

/** More functions than this are not listed by name. */
const MOST_NAMES = 6;

function servers({ requests }: Derived): string[] {
  const byServer = Map.groupBy(requests.all, ({ server }) => server);
  return Array.from(byServer, ([server, all]) => {
    const failed = all.filter(
      ({ response, status }) => response >= 0 && (status === 0 || status >= 400),
    ).length;
    const abandoned = all.filter(({ abortedByClient }) => abortedByClient >= 0).length;
    const wasted = all.filter(
      ({ abortedByClient, finished }) => abortedByClient >= 0 && finished > abortedByClient,
    ).length;
    const open = all.filter(({ to }) => !Number.isFinite(to)).length;
    const details = [
      all.length > 1 ? together(mostAtOnce(all), 'at once') : '',
      failed > 0 ? `${failed} failed` : '',
      abandoned > 0 ? `${abandoned} given up` : '',
      wasted > 0 ? `${wasted} of these finished all the same` : '',
      open > 0 ? `${open} still in flight at the end` : '',
    ].filter((detail) => detail !== '');
    return `${[`${server} got ${count(all.length, 'request')}`, ...details].join(', ')}.`;
  });
}

function timers({ timers }: Derived): string {
  if (timers.all.length === 0) return '';
  const fired = timers.all.filter(({ outcome }) => outcome === 'fired').length;
  const cleared = timers.all.filter(({ outcome }) => outcome === 'cleared').length;
  const pending = timers.all.length - fired - cleared;
  const parts = [
    fired > 0 ? `${fired} fired` : '',
    cleared > 0 ? `${cleared} cleared` : '',
    pending > 0 ? `${pending} still pending at the end` : '',
  ].filter((part) => part !== '');
  return `Timers: ${parts.join(', ')}.`;
}

function blocked({ blocked }: Derived): string[] {
  return blocked
    .toSorted((a, b) => b.end - b.start - (a.end - a.start))
    .slice(0, 1)
    .map(({ start, end }) => {
      const more = blocked.length === 1 ? '' : `, the longest of ${blocked.length} such stretches`;
      return `From ${roughly(start)} to ${roughly(end)} one turn kept everything else waiting${more}.`;
    });
}

function troubles({ points }: Derived): string[] {
  return points.flatMap((point) => {
    if (point.kind === 'uncaught') return [`Nobody caught ${point.label}.`];
    if (point.kind === 'unhandled') return [`A promise was rejected and nobody handled it: ${point.label}.`];
    if (point.kind === 'truncated') return [`The recording is not complete: ${point.label}.`];
    return [];
  });
}

function ending({ trace, calls }: Derived): string {
  const last = trace.events.at(-1);
  if (last?.type !== 'end') return 'The recording ends before the run does.';
  const waiting = calls.all.filter(({ outcome, kind }) => outcome === 'open' && kind !== 'generator');
  const left =
    waiting.length === 0
      ? ''
      : ` ${inWords(waiting.slice(0, MOST_NAMES).map(({ label }) => label))}${waiting.length > MOST_NAMES ? ' and others' : ''} did not finish.`;
  return `${endings(last.reason)}${last.exitCode === 0 ? '' : ` Its exit code is ${last.exitCode}.`}${left}`;
}

function endings(reason: EndReason): string {
  switch (reason) {
    case 'quiet':
      return 'It ended because nothing was left to do.';
    case 'stuck':
      return 'It ended because what it was waiting for could no longer happen.';
    case 'error':
      return 'It ended with an error.';
    case 'exit':
      return 'It ended itself.';
    case 'stopped':
      return 'It was stopped by its reader.';
    case 'limit':
      return 'It was stopped because it reached a limit.';
  }
}

/** The largest number of lifetimes that contain one moment. */
export function mostAtOnce(lifetimes: readonly Lifetime[]): number {
  const ends = lifetimes.map(({ to }) => to).sort((a, b) => a - b);
  const starts = lifetimes.map(({ from }) => from).sort((a, b) => a - b);
  let over = 0;
  let most = 0;
  for (const [index, start] of starts.entries()) {
    while ((ends[over] ?? Number.POSITIVE_INFINITY) <= start) over++;
    most = Math.max(most, index + 1 - over);
  }
  return most;
}

function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;
}

function inWords(parts: readonly string[]): string {
  return parts.length <= 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
