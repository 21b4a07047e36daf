// biome-ignore-all lint/suspicious/noThenProperty: thenables are among what is tried out.
/**
 * What random programs use; this very text is part of every batch of them. Each line they log carries the number of the
 * microtask turn it was logged in, counted from the program's start or the last timer, so that no turn goes unnoticed.
 *
 * Timers are due at whole units since the program's start, and two of them at the same one only when they were set in
 * the same turn of the loop with the same delay: then, and only then, real timers fire in an order one can rely on.
 */

const { setTimeout } = globalThis;
/** Real ms between two moments; plain Node repeats what was late with a longer one. */
const unit = (globalThis as { unit?: number }).unit ?? 5;
/** Turns that are counted after each timer. */
const counted = 60;

let lines: string[] = [];
let turn = 0;
let beat = 0;
let left = 0;
let pending = 0;
let start = 0;
/** The unit it is now, and those that are taken. */
let now = 0;
let taken = new Set<number>();
let targets = new Map<number, { target: number; ms: number }>();
let late = false;

async function count(): Promise<void> {
  const mine = ++beat;
  turn = 0;
  while (mine === beat && turn < counted) {
    await null;
    if (mine === beat) turn++;
  }
}

function show(value: unknown, depth = 0): string {
  if (value instanceof AggregateError)
    return `Aggregate(${value.errors.map((e) => show(e, depth + 1)).join()})`;
  if (value instanceof SuppressedError)
    return `Suppressed(${show(value.error, depth + 1)}, ${show(value.suppressed, depth + 1)})`;
  // Engines word their own errors differently; ours begin with an E.
  if (value instanceof Error) return /^E\d/.test(value.message) ? value.message : value.name;
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > 2) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => show(item, depth + 1)).join()}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}:${show(item, depth + 1)}`)
    .join()}}`;
}

export function log(id: number, ...values: unknown[]): void {
  log.count++;
  if (lines.length < 400) lines.push([`${turn}`, `${id}`, ...values.map((value) => show(value))].join(' '));
}
log.count = 0;

/** False when a program has done enough. */
export function fuel(): boolean {
  return left-- > 0;
}

export function timer(delay: number, callback: () => void): void {
  if (!fuel()) return;
  const key = now * 100 + delay;
  let known = targets.get(key);
  if (known === undefined) {
    let target = now + delay;
    while (taken.has(target)) target++;
    taken.add(target);
    const ms = Math.round(target * unit - (performance.now() - start));
    if (ms < 1) late = true;
    known = { target, ms: Math.max(1, ms) };
    targets.set(key, known);
  }
  const { target, ms } = known;
  pending++;
  setTimeout(() => {
    pending--;
    now = target;
    if (performance.now() - start > (target + 0.6) * unit) late = true;
    void count();
    callback();
  }, ms);
}

export const sleep = <T>(delay: number, value: T): Promise<T> =>
  new Promise<T>((resolve) => timer(delay, () => resolve(value)));

export const fail = (delay: number, message: string): Promise<never> =>
  new Promise<never>((_, reject) => timer(delay, () => reject(new Error(message))));

/** Settled by nobody, when there was fuel; the number says which. */
export const never = (id: number): Promise<unknown> =>
  new Promise((resolve) => {
    if (left % 3 !== 0) resolve(id);
  });

export function thenable(form: number, value: string): unknown {
  switch (form) {
    case 1:
      return { then: (ok: (v: string) => void) => queueMicrotask(() => ok(value)) };
    case 2:
      return { then: (_: unknown, no: (e: Error) => void) => no(new Error('E0')) };
    case 3:
      return {
        get then() {
          log(0, value);
          return (ok: (v: unknown) => void) => ok(thenable(0, value));
        },
      };
    case 4:
      return {
        then() {
          throw new Error('E1');
        },
      };
    default:
      return { then: (ok: (v: string) => void) => ok(value) };
  }
}

export class Sub<T> extends Promise<T> {
  readonly mark = 'sub';
}

export function open(kind: string, id: number): (AsyncDisposable & Disposable) | null {
  if (kind === 'null') return null;
  const sync = { [Symbol.dispose]: () => log(id, 'disposed') };
  if (kind === 'sync') return sync as AsyncDisposable & Disposable;
  return {
    ...sync,
    async [Symbol.asyncDispose]() {
      log(id, 'disposing');
      await null;
      if (kind === 'rejecting') throw new Error(`E${id}`);
      log(id, 'disposed');
    },
  };
}

export interface Outcome {
  lines: string[];
  /** A timer fired too late to be sure of the order. */
  late: boolean;
}

const { process } = globalThis as {
  process?: { on(event: string, listener: (reason: unknown) => void): void };
};
process?.on('unhandledRejection', (reason) => log(0, 'unhandled', reason));
process?.on('uncaughtException', (error) => log(0, 'uncaught', error));

/** Runs a program until nothing of it is left to happen. */
export async function perform(program: () => Promise<void>): Promise<Outcome> {
  lines = [];
  left = 150;
  pending = 0;
  now = 0;
  taken = new Set([0]);
  targets = new Map();
  late = false;
  log.count = 0;
  start = performance.now();
  void count();
  program().then(
    () => log(0, 'fulfilled'),
    (error) => log(0, 'rejected', error),
  );
  for (let calm = 0; calm < 2; calm = pending === 0 ? calm + 1 : 0)
    await new Promise((resolve) => setTimeout(resolve, unit));
  return { lines, late };
}
