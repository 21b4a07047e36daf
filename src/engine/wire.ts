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
  const { first, times, numbers, texts, details } = checkChunk(value);
  const events: TraceEvent[] = [];
  for (let index = 0; index < times.length; index++) {
    const base = index * width;
    const number = (offset: number) => numbers[base + offset] ?? -1;
    const a = number(4);
    const b = number(5);
    const text = (at: number) => {
      const found = texts[at];
      if (typeof found !== 'string') throw new TypeError('A trace chunk refers to a text it does not have.');
      return found;
    };
    const event = { ...describe(number(0), a, b, number(6), text, details), seq: first + index } as Record<
      string,
      unknown
    >;
    event['at'] = times[index];
    event['job'] = number(1);
    if (number(2) >= 0) event['site'] = number(2);
    if (number(3) >= 0) event['cause'] = number(3);
    events.push(event as unknown as TraceEvent);
  }
  return events;
}

function describe(
  code: number,
  a: number,
  b: number,
  c: number,
  text: (at: number) => string,
  details: object[],
): object {
  switch (code) {
    case codes.task:
      return { type: 'task', kind: taskKinds[a], ...(b >= 0 && { name: text(b) }) };
    case codes.taskEnd:
      return { type: 'task-end' };
    case codes.call: {
      const kind = callKinds[c & 3];
      const name = text(c >> 2);
      return b > 0 ? { type: 'call', call: a, name, kind, parent: b } : { type: 'call', call: a, name, kind };
    }
    case codes.suspend:
      return { type: 'suspend', call: a, on: suspendKinds[b] };
    case codes.resume:
      return { type: 'resume', call: a, with: resumeKinds[b] };
    case codes.return:
      return { type: 'return', call: a };
    case codes.timerFired:
      return { type: 'timer-fired', timer: a };
    case codes.timerCleared:
      return { type: 'timer-cleared', timer: a };
    case codes.reactionSet:
      return { type: 'reaction-set', reaction: a, kind: reactionKinds[b], ...(c >= 0 && { name: text(c) }) };
    case codes.reactionRun:
      return { type: 'reaction-run', reaction: a, with: outcomes[b] };
    case codes.reactionEnd:
      return { type: 'reaction-end', reaction: a };
    case codes.listenerRun:
      return { type: 'listener-run', listener: a, event: text(b) };
    case codes.listenerEnd:
      return { type: 'listener-end', listener: a };
    case codes.listenerRemoved:
      return { type: 'listener-removed', listener: a };
    case codes.detail: {
      const detail = details[a];
      if (typeof detail === 'object' && detail !== null) return detail;
    }
  }
  throw new TypeError('A trace chunk has an event of unknown kind.');
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
