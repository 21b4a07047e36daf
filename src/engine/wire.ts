/**
 * How trace events travel from a worker: as columns of numbers, because a million small objects would take longer to
 * copy than the program takes to run. Each chunk stands for itself; decoding needs nothing from the chunks before it.
 */
import type { TraceEvent } from '../trace/event.ts';

/** Events `first`, `first + 1`, … of a trace. JSON-safe except for the typed arrays. */
export interface TraceChunk {
  /** `seq` of the first event. */
  first: number;
  /** Virtual ms, one per event. */
  times: Float64Array;
  /** `width` numbers per event: code, job, site, cause, a, b, c; -1 stands for "absent". */
  numbers: Int32Array;
  /** Names that `a`, `b` and `c` refer to by index. */
  texts: string[];
  /** Events with more to say: everything but `seq`, `at`, `job`, `site` and `cause`. `a` is the index. */
  details: object[];
}

/** Numbers per event. */
export const width = 7;

/** What the first number of an event means. */
export const codes = {
  detail: 0,
  task: 1,
  taskEnd: 2,
  call: 3,
  suspend: 4,
  resume: 5,
  return: 6,
  timerFired: 7,
  timerCleared: 8,
  reactionSet: 9,
  reactionRun: 10,
  reactionEnd: 11,
  listenerRun: 12,
  listenerEnd: 13,
  listenerRemoved: 14,
} as const;

export const taskKinds = [
  'program',
  'timer',
  'network',
  'message',
  'event',
  'frame',
  'idle',
  'posted',
  'immediate',
] as const;
export const callKinds = ['async', 'async-generator', 'generator', 'module'] as const;
export const suspendKinds = ['await', 'for-await', 'yield', 'dispose'] as const;
export const resumeKinds = ['value', 'error', 'return'] as const;
export const reactionKinds = ['then', 'catch', 'finally', 'queueMicrotask', 'nextTick'] as const;
export const outcomes = ['value', 'error', 'nothing'] as const;

/**
 * The events of a chunk, as the trace's contract has them.
 * @throws TypeError when `value` is not a chunk.
 */
export function decodeChunk(value: unknown): TraceEvent[] {
  const chunk = checkChunk(value);
  const { first, times, numbers } = chunk;
  const events: TraceEvent[] = [];
  for (let index = 0; index < times.length; index++) {
    const base = index * width;
    const site = numbers[base + 2] as number;
    const cause = numbers[base + 3] as number;
    const event = decodeEvent(
      chunk,
      first + index,
      times[index] as number,
      numbers[base + 1] as number,
      numbers[base] as number,
      numbers[base + 4] as number,
      numbers[base + 5] as number,
      numbers[base + 6] as number,
    );
    if (site >= 0) event.site = site;
    if (cause >= 0) event.cause = cause;
    events.push(event);
  }
  return events;
}

/** Written out with a literal for each type: there may be a million of them. */
function decodeEvent(
  chunk: TraceChunk,
  seq: number,
  at: number,
  job: number,
  code: number,
  a: number,
  b: number,
  c: number,
): TraceEvent {
  switch (code) {
    case codes.task: {
      const kind = pick(taskKinds, a);
      return b >= 0
        ? { type: 'task', seq, at, job, kind, name: textAt(chunk, b) }
        : { type: 'task', seq, at, job, kind };
    }
    case codes.taskEnd:
      return { type: 'task-end', seq, at, job };
    case codes.call: {
      const kind = pick(callKinds, c & 3);
      const name = textAt(chunk, c >> 2);
      return b > 0
        ? { type: 'call', seq, at, job, call: a, name, kind, parent: b }
        : { type: 'call', seq, at, job, call: a, name, kind };
    }
    case codes.suspend:
      return { type: 'suspend', seq, at, job, call: a, on: pick(suspendKinds, b) };
    case codes.resume:
      return { type: 'resume', seq, at, job, call: a, with: pick(resumeKinds, b) };
    case codes.return:
      return { type: 'return', seq, at, job, call: a };
    case codes.timerFired:
      return { type: 'timer-fired', seq, at, job, timer: a };
    case codes.timerCleared:
      return { type: 'timer-cleared', seq, at, job, timer: a };
    case codes.reactionSet: {
      const kind = pick(reactionKinds, b);
      return c >= 0
        ? { type: 'reaction-set', seq, at, job, reaction: a, kind, name: textAt(chunk, c) }
        : { type: 'reaction-set', seq, at, job, reaction: a, kind };
    }
    case codes.reactionRun:
      return { type: 'reaction-run', seq, at, job, reaction: a, with: pick(outcomes, b) };
    case codes.reactionEnd:
      return { type: 'reaction-end', seq, at, job, reaction: a };
    case codes.listenerRun:
      return { type: 'listener-run', seq, at, job, listener: a, event: textAt(chunk, b) };
    case codes.listenerEnd:
      return { type: 'listener-end', seq, at, job, listener: a };
    case codes.listenerRemoved:
      return { type: 'listener-removed', seq, at, job, listener: a };
    case codes.detail: {
      const detail = chunk.details[a];
      if (typeof detail === 'object' && detail !== null) return { ...detail, seq, at, job } as TraceEvent;
    }
  }
  throw new TypeError('A trace chunk has an event of unknown kind.');
}

function pick<T>(words: readonly T[], index: number): T {
  const word = words[index];
  if (word === undefined) throw new TypeError('A trace chunk has a word that does not exist.');
  return word;
}

function textAt({ texts }: TraceChunk, index: number): string {
  const text = texts[index];
  if (typeof text !== 'string') throw new TypeError('A trace chunk refers to a text it does not have.');
  return text;
}

function checkChunk(value: unknown): TraceChunk {
  const chunk = value as Partial<TraceChunk> | null | undefined;
  if (
    typeof chunk === 'object' &&
    chunk !== null &&
    Number.isSafeInteger(chunk.first) &&
    chunk.times instanceof Float64Array &&
    chunk.numbers instanceof Int32Array &&
    chunk.numbers.length === chunk.times.length * width &&
    Array.isArray(chunk.texts) &&
    Array.isArray(chunk.details)
  )
    return chunk as TraceChunk;
  throw new TypeError('This is no trace chunk.');
}

/**
 * What a worker posts, with its trace chunk (if it has one) unpacked into events; everything else is passed on as it
 * is. Never throws: a chunk that cannot be read is passed on too, for the reader of messages to refuse.
 */
export function unpackMessage(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message;
  const { type, chunk } = message as { type?: unknown; chunk?: unknown };
  if (type !== 'trace' || chunk === undefined) return message;
  try {
    return { type, events: decodeChunk(chunk) };
  } catch {
    return message;
  }
}
