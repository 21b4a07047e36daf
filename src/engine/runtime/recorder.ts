/**
 * Writes the trace down: which job is running, which calls are on its stack, what happened and why.
 *
 * The recorder sees only what the probes and the wrapped natives tell it. Promises are never touched, so what settled a
 * promise is inferred from order: microtasks are first in, first out, and a call that has just returned wakes whoever
 * called it.
 */
import type { CallKind, SuspendKind, TaskKind, TimerKind } from '../../trace/event.ts';
import type { Probes } from '../probes.ts';
import {
  callKinds,
  codes,
  outcomes,
  reactionKinds,
  resumeKinds,
  suspendKinds,
  type TraceChunk,
  taskKinds,
  width,
} from '../wire.ts';
import type { NewEvent } from './kernel.ts';
import { list, max, ownKeys, safeMap, stringSlice } from './primordials.ts';

/** Events are sent away in chunks of at most this many. */
const chunkLength = 2_000;
/** UTF-16 code units of a name, of another text such as an address, and of a printed one: a program may choose any. */
const nameLength = 500;
const detailLength = 4_000;
const printedLength = 20_000;
/** A chunk with more text than that leaves at once. */
const chunkText = 200_000;
/**
 * UTF-16 code units that the details of a whole trace may have, what was printed apart: that has a limit of its own. Of what comes after
 * that, texts are cut to the second number, and errors within errors are left out.
 */
const traceText = 2_000_000;
const lateLength = 200;

const cut = (text: string, length: number) =>
  text.length > length ? `${stringSlice(text, 0, length - 1)}…` : text;

/**
 * Cuts the texts of an event, those of one that comes late more than the others. Returns how long they all are now, those of errors
 * within errors included.
 */
function shorten(event: object, isLate: boolean): number {
  const fields = event as Record<string, unknown>;
  const keys = ownKeys(event);
  let length = 0;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    const value = fields[key];
    if (typeof value === 'string') {
      const text = cut(value, isLate ? lateLength : key === 'text' ? printedLength : detailLength);
      if (text !== value) fields[key] = text;
      length += text.length;
    } else if (typeof value === 'object' && value !== null) {
      if (isLate && (key === 'cause' || key === 'errors')) delete fields[key];
      else length += shorten(value, isLate);
    }
  }
  return length;
}

/** One run of a function that can pause. */
interface Call {
  id: number;
  /** The call that was running when this one began; its return wakes it. */
  parent: Call;
  /** Records of calls are used again: this one still is the parent while it has this number. */
  parentId: number;
  /** What is below it on the stack while it runs. */
  below: Call | undefined;
  running: boolean;
  /** Index into `suspendKinds` while it is suspended, else -1. */
  on: number;
  suspendedAt: number;
  /** True when there was nothing to wait for. */
  atOnce: boolean;
  /** Where its last `return` is. */
  exitSite: number;
  /** `seq` of its `throw`, once an error has left it. */
  failedAt: number;
  /** `seq` of the last event that ended a call this one had begun. */
  childSettledAt: number;
}

export interface RecorderOptions {
  /** False records nothing at all; the numbers of events are then -1. */
  enabled: boolean;
  maxEvents: number;
  /** Virtual ms. */
  now(): number;
  /** Takes a chunk of events away. */
  send(chunk: TraceChunk): void;
  /** An error as text, without its stack: `throw` events are frequent. */
  describeError(error: unknown): object;
  /** Takes the probes out of a message in which the engine quotes the program's code; see `compile/error-text.ts`. */
  restoreMessage(error: unknown): void;
}

export interface Recorder {
  /** The probes of a module whose sites begin at `firstSite` of the trace's. */
  probes(firstSite: number): Probes;
  record(event: NewEvent): number;
  /** A task begins: a new turn and a new job. Returns the event's `seq`. */
  beginTask(kind: TaskKind, name: string | undefined, cause: number): number;
  endTask(): void;
  timerSet(
    timer: number,
    kind: TimerKind,
    delay: number,
    due: number,
    name: string | undefined,
    cause: number,
  ): number;
  /** `next`: when an interval is due again, in ms. */
  timerFired(timer: number, cause: number, next?: number): void;
  timerCleared(timer: number): void;
  /** Returns the reaction's number, or 0 when it is not recorded. */
  setReaction(kind: (typeof reactionKinds)[number], name: string | undefined): number;
  runReaction(reaction: number, outcome: (typeof outcomes)[number]): void;
  endReaction(reaction: number): void;
  runListener(listener: number, event: string, cause: number): void;
  endListener(listener: number): void;
  removeListener(listener: number): void;
  cause(): number;
  within<T>(cause: number, callback: () => T): T;
  takeSite(): number;
  /** True when the program has just named the place of the call it is about to make. */
  hasSite(): boolean;
  /** True while a task's callback, a reaction or a call is running. */
  isRunning(): boolean;
  /** True when something is recorded since the last `flush`. */
  hasPending(): boolean;
  flush(): void;
  /** The last events; nothing is recorded afterwards. */
  end(event: NewEvent): void;
}

/** Records of calls that are kept to be used again. */
const mostSpares = 1_000;

function createCall(): Call {
  const call: Call = {
    id: 0,
    parent: undefined as never,
    parentId: 0,
    below: undefined,
    running: false,
    on: -1,
    suspendedAt: -1,
    atOnce: false,
    exitSite: -1,
    failedAt: -1,
    childSettledAt: -1,
  };
  call.parent = call;
  return call;
}

const indexOf = (words: readonly string[], word: string): number => {
  for (let index = 0; index < words.length; index++) if (words[index] === word) return index;
  return -1;
};
const indexTable = (words: readonly string[]): Record<string, number> => {
  const table: Record<string, number> = { __proto__: null } as never;
  for (let index = 0; index < words.length; index++) table[words[index] as string] = index;
  return table;
};
const suspendIndex = indexTable(suspendKinds);
const callIndex = indexTable(callKinds);
const taskIndex = indexTable(taskKinds);
const reactionIndex = indexTable(reactionKinds);
const outcomeIndex = indexTable(outcomes);
const onYield = indexOf(suspendKinds, 'yield');
const onAwait = indexOf(suspendKinds, 'await');
const withValue = indexOf(resumeKinds, 'value');
const withError = indexOf(resumeKinds, 'error');
const withReturn = indexOf(resumeKinds, 'return');

/** The names of the global object are the program's. */
const Numbers = Int32Array;
const Times = Float64Array;

const disposeSymbol = Symbol.dispose;
const idleResource = { __proto__: null, [disposeSymbol]() {} } as never as Disposable;
const done = { __proto__: null, done: true, value: undefined };
const nothing = {
  __proto__: null,
  [Symbol.iterator]: () => ({ __proto__: null, next: () => done }),
} as never as Iterable<never>;

/** Events after which what is running goes back to them. */
const origins: Record<string, true> = { __proto__: null, response: true, 'message-received': true } as never;

export function createRecorder({
  enabled,
  maxEvents,
  now,
  send,
  describeError,
  restoreMessage,
}: RecorderOptions): Recorder {
  let recording = enabled;
  let seq = 0;
  let dropped = 0;

  let numbers = new Numbers(enabled ? chunkLength * width : 0);
  let times = new Times(enabled ? chunkLength : 0);
  let count = 0;
  let texts = list<string>();
  let textIndex = safeMap<string, number>();
  let details = list<object>();
  /** UTF-16 code units in `details`. */
  let weight = 0;
  /** The same in all details so far. */
  let written = 0;
  let lastText: string | undefined;
  let lastIndex = -1;

  let job = -1;
  let inTask = false;
  let reactionsRunning = 0;
  let listenersRunning = 0;
  let top: Call | undefined;
  /** `seq` of the event that what runs now goes back to. */
  let origin = -1;
  /** `seq` of the current turn's `task` event. */
  let turn = -1;
  /** `seq` of the latest event that may have settled a promise other than by a call's return. */
  let latest = -1;
  let site = -1;

  let callCount = 0;
  const calls = list<Call | undefined>();
  calls[0] = undefined;
  const root = createCall();
  /** Records of calls that are over. */
  const spare = list<Call>();
  let spares = 0;

  let reactionCount = 0;
  /** By number: the `seq` of its `reaction-set` and the call that set it. */
  const reactions = safeMap<number, { setAt: number; by: Call; byId: number }>();

  function put(code: number, at: number, cause: number, a: number, b: number, c: number): number {
    if (!recording) return -1;
    if (seq >= maxEvents) {
      dropped++;
      return -1;
    }
    if (count === chunkLength) flush();
    const base = count * width;
    numbers[base] = code;
    numbers[base + 1] = max(job, 0);
    numbers[base + 2] = at;
    numbers[base + 3] = cause;
    numbers[base + 4] = a;
    numbers[base + 5] = b;
    numbers[base + 6] = c;
    times[count] = now();
    count++;
    return seq++;
  }

  function flush() {
    if (count === 0) return;
    const chunk: TraceChunk = {
      first: seq - count,
      times: count === chunkLength ? times : copy(times, new Times(count), count),
      numbers: count === chunkLength ? numbers : copy(numbers, new Numbers(count * width), count * width),
      texts,
      details,
    };
    if (count === chunkLength) {
      numbers = new Numbers(chunkLength * width);
      times = new Times(chunkLength);
    }
    count = 0;
    texts = list();
    textIndex = safeMap();
    details = list();
    weight = 0;
    lastText = undefined;
    send(chunk);
  }

  function intern(text: string): number {
    if (text === lastText) return lastIndex;
    const known = textIndex.get(text);
    const index = known ?? texts.length;
    if (known === undefined) {
      texts[index] = text;
      textIndex.set(text, index);
    }
    lastText = text;
    lastIndex = index;
    return index;
  }

  /** Interns only what will be written: a chunk that is full is sent away first, and its texts with it. */
  function text(value: string | undefined): number {
    if (value === undefined || value === '' || !recording || seq >= maxEvents) return -1;
    if (count === chunkLength) flush();
    return intern(cut(value, nameLength));
  }

  const isRunning = () => inTask || reactionsRunning > 0 || listenersRunning > 0 || top !== undefined;

  /** A microtask begins: whatever the recorder believed to be running is not. */
  function beginMicrotask() {
    job++;
    inTask = false;
    reactionsRunning = 0;
    listenersRunning = 0;
    top = undefined;
    site = -1;
  }

  function push(call: Call) {
    call.below = top;
    call.running = true;
    top = call;
  }

  /** Takes `call` off the stack, and whatever an exception has left above it. */
  function pop(call: Call) {
    if (!call.running) return;
    call.running = false;
    for (let above = top; above !== undefined; above = above.below) {
      if (above !== call) continue;
      top = call.below;
      break;
    }
    call.below = undefined;
  }

  function goOn(call: Call, at: number, how: number) {
    // An await can only end in a microtask of its own; what a generator yields to may be any caller of next().
    if (call.on !== onYield || !isRunning()) beginMicrotask();
    const { suspendedAt, childSettledAt } = call;
    let cause = suspendedAt;
    if (call.on === onYield) cause = max(origin, suspendedAt);
    else if (!call.atOnce) {
      if (childSettledAt > suspendedAt && childSettledAt > turn) cause = childSettledAt;
      else if (latest > suspendedAt) cause = latest;
    }
    push(call);
    call.on = -1;
    const event = put(codes.resume, at, cause, call.id, how, -1);
    if (event >= 0) origin = event;
  }

  function leave(id: number) {
    const call = calls[id];
    if (call === undefined) return;
    if (call.on >= 0) goOn(call, -1, withReturn);
    const event = call.failedAt >= 0 ? call.failedAt : put(codes.return, call.exitSite, -1, id, -1, -1);
    pop(call);
    const { parent } = call;
    if (parent.id === call.parentId) parent.childSettledAt = event;
    calls[id] = undefined;
    if (spares === mostSpares) return;
    call.id = -1;
    call.parent = root;
    call.on = call.suspendedAt = call.exitSite = call.failedAt = call.childSettledAt = -1;
    call.atOnce = false;
    spare[spares++] = call;
  }

  function enter(at: number, kind: CallKind, name: string): number {
    if (!recording || seq >= maxEvents) {
      if (recording) dropped++;
      return 0;
    }
    if (!isRunning()) beginMicrotask();
    const id = ++callCount;
    const call = spares > 0 ? (spare[--spares] as Call) : createCall();
    const parent = top ?? root;
    call.id = id;
    call.parent = parent;
    call.parentId = parent.id;
    calls[id] = call;
    // The name, an empty one too, must be among the texts of the chunk the event is written to.
    if (count === chunkLength) flush();
    const index = intern(name);
    put(codes.call, at, origin, id, parent.id, (index << 2) | (callIndex[kind] ?? 0));
    push(call);
    site = -1;
    return id;
  }

  function suspend(id: number, at: number, on: SuspendKind, value: unknown) {
    const call = calls[id];
    if (call === undefined) return;
    if (call.on >= 0) goOn(call, -1, withValue);
    const event = put(codes.suspend, at, -1, id, suspendIndex[on] ?? 0, -1);
    pop(call);
    call.on = suspendIndex[on] ?? 0;
    call.suspendedAt = event;
    call.atOnce =
      on === 'await' && (value === null || (typeof value !== 'object' && typeof value !== 'function'));
    site = -1;
  }

  function probes(firstSite: number): Probes {
    const at = <T>(place: number, value: T): T => {
      site = firstSite + place;
      return value;
    };
    const here = (place: number) => {
      site = firstSite + place;
      return nothing;
    };
    const caught = <T>(error: T): T => {
      restoreMessage(error);
      return error;
    };
    if (!enabled)
      return {
        enter: () => 0,
        suspend: (_call, _site, _on, value) => value,
        resume: (_call, _site, value) => value,
        reenter: (_call, _site, error) => restoreMessage(error),
        exit: (_call, _site, value) => value,
        caught,
        fail: (_call, error) => caught(error),
        leave() {},
        last: (_call, _site, value) => value,
        at,
        here,
        disposing: () => idleResource,
      };
    return {
      enter: (place, kind, name) => enter(firstSite + place, kind, name),
      suspend(id, place, on, value) {
        suspend(id, firstSite + place, on, value);
        return value;
      },
      resume(id, place, value) {
        const call = calls[id];
        if (call !== undefined && call.on >= 0) goOn(call, firstSite + place, withValue);
        return value;
      },
      reenter(id, place, error) {
        restoreMessage(error);
        const call = calls[id];
        if (call === undefined || call.on < 0) return;
        const how =
          error !== undefined || call.on === onAwait
            ? withError
            : call.on === onYield
              ? withReturn
              : withValue;
        goOn(call, firstSite + place, how);
      },
      caught,
      exit(id, place, value) {
        const call = calls[id];
        if (call === undefined) return value;
        if (call.on >= 0) goOn(call, firstSite + place, withReturn);
        call.exitSite = firstSite + place;
        return value;
      },
      fail(id, error) {
        restoreMessage(error);
        const call = calls[id];
        if (call === undefined) return error;
        if (call.on >= 0) goOn(call, -1, withError);
        call.failedAt = detail({ type: 'throw', call: id, error: describeError(error) }, -1, -1);
        return error;
      },
      leave,
      last(id, place, value) {
        const call = calls[id];
        if (call === undefined) return value;
        call.exitSite = firstSite + place;
        leave(id);
        return value;
      },
      at,
      here,
      disposing: (id, place) =>
        ({
          __proto__: null,
          [disposeSymbol]: () => suspend(id, firstSite + place, 'dispose', undefined),
        }) as never,
    };
  }

  function detail(event: object, at: number, cause: number): number {
    if (!recording || seq >= maxEvents) {
      if (recording) dropped++;
      return -1;
    }
    if (count === chunkLength) flush();
    const isPrinted = (event as NewEvent).type === 'log';
    const length = shorten(event, !isPrinted && written > traceText);
    weight += length;
    if (!isPrinted) written += length;
    details[details.length] = event;
    const number = put(codes.detail, at, cause, details.length - 1, -1, -1);
    if (weight > chunkText) flush();
    return number;
  }

  function record(event: NewEvent): number {
    if (!recording) {
      site = -1;
      return -1;
    }
    const {
      site: at = takeSite(),
      cause = origin,
      ...rest
    } = { __proto__: null, ...event } as unknown as NewEvent;
    const number = detail(rest, at, cause);
    if (number >= 0 && origins[event.type]) origin = latest = number;
    return number;
  }

  function takeSite(): number {
    const taken = site;
    site = -1;
    return taken;
  }

  function within<T>(cause: number, callback: () => T): T {
    const before = origin;
    origin = cause;
    try {
      return callback();
    } finally {
      origin = before;
    }
  }

  return {
    probes,
    record,
    beginTask(kind, name, cause) {
      beginMicrotask();
      inTask = true;
      const event = put(codes.task, -1, cause, taskIndex[kind] ?? 0, text(name), -1);
      turn = origin = latest = event;
      return event;
    },
    endTask() {
      if (!inTask) return;
      put(codes.taskEnd, -1, -1, -1, -1, -1);
      inTask = false;
      top = undefined;
      site = -1;
    },
    timerSet(timer, kind, delay, due, name, cause) {
      const place = takeSite();
      if (!recording) return -1;
      const event =
        name === undefined
          ? { type: 'timer-set', timer, kind, delay, due }
          : { type: 'timer-set', timer, kind, delay, due, name };
      return detail(event, place, cause);
    },
    timerFired(timer, cause, next) {
      const event =
        next === undefined
          ? put(codes.timerFired, -1, cause, timer, -1, -1)
          : detail({ type: 'timer-fired', timer, next }, -1, cause);
      if (event >= 0) origin = latest = event;
    },
    timerCleared(timer) {
      put(codes.timerCleared, takeSite(), origin, timer, -1, -1);
    },
    setReaction(kind, name) {
      const at = takeSite();
      if (!recording || seq >= maxEvents) {
        if (recording) dropped++;
        return 0;
      }
      if (!isRunning()) beginMicrotask();
      const named = text(name);
      const setAt = put(codes.reactionSet, at, -1, ++reactionCount, reactionIndex[kind] ?? 0, named);
      const by = top ?? root;
      reactions.set(reactionCount, { setAt, by, byId: by.id });
      return reactionCount;
    },
    runReaction(reaction, outcome) {
      const known = reactions.get(reaction);
      beginMicrotask();
      reactionsRunning++;
      if (known === undefined) return;
      reactions.delete(reaction);
      const { setAt, by, byId } = known;
      let cause = setAt;
      if (outcome !== 'nothing') {
        if (by.id === byId && by.childSettledAt > setAt && by.childSettledAt > turn)
          cause = by.childSettledAt;
        else if (latest > setAt) cause = latest;
      }
      const event = put(codes.reactionRun, -1, cause, reaction, outcomeIndex[outcome] ?? 0, -1);
      if (event >= 0) origin = latest = event;
    },
    endReaction(reaction) {
      put(codes.reactionEnd, -1, -1, reaction, -1, -1);
      reactionsRunning = 0;
      top = undefined;
      site = -1;
    },
    runListener(listener, event, cause) {
      if (!isRunning()) beginMicrotask();
      listenersRunning++;
      const number = put(codes.listenerRun, -1, cause, listener, text(event), -1);
      if (number >= 0) origin = number;
    },
    endListener(listener) {
      put(codes.listenerEnd, -1, -1, listener, -1, -1);
      if (listenersRunning > 0) listenersRunning--;
      site = -1;
    },
    removeListener(listener) {
      put(codes.listenerRemoved, takeSite(), -1, listener, -1, -1);
    },
    cause: () => origin,
    within,
    takeSite,
    hasSite: () => site >= 0,
    isRunning,
    hasPending: () => count > 0,
    flush,
    end(event) {
      if (!recording) return;
      // The last events have a place even when the trace is full.
      if (dropped > 0) {
        maxEvents = seq + 2;
        detail({ type: 'truncated', dropped }, -1, -1);
      } else maxEvents = seq + 1;
      detail(event, -1, -1);
      recording = false;
      flush();
    },
  };
}

function copy<A extends Float64Array | Int32Array>(from: A, to: A, length: number): A {
  for (let index = 0; index < length; index++) to[index] = from[index] as number;
  return to;
}
