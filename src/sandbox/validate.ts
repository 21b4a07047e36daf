/**
 * The messages that cross the sandbox's boundaries, as the code that reads them. Types are derived from the readers,
 * so that a message nobody checks cannot be spelled.
 */
import type { CompiledProgram, CompileResult, RunMessage, RunOptions } from '../engine/protocol.ts';
import type { ThreadMessage } from '../engine/threads/messages.ts';
import { unpackMessage } from '../engine/wire.ts';
import type { ErrorReport } from '../trace/event.ts';
import { limits } from './limits.ts';
import {
  code,
  dictionary,
  flag,
  integer,
  invalid,
  list,
  name,
  number,
  object,
  oneOf,
  type Read,
  type Shape,
  shared,
  text,
  variants,
} from './shape.ts';

const count = integer(0, Number.MAX_SAFE_INTEGER);
const index = integer(0, 2_000_000_000);
/** Virtual ms; a century is enough. */
const time = number(0, 3.2e12);
const word = text(200);
/** Relative paths with `/`, without `..`, empty parts or hidden files. */
export const fileName = name(/^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/);

/** Names of variables and exports; an export may be any string. */
const identifier = code(500);

const site = object({ file: word, line: index, column: index, endLine: index, endColumn: index });

const frame = shared(object({ file: word, line: index, column: index }, { name: word }));
const errorFields = {
  name: word,
  message: text(limits.line),
  frames: list(frame, 50),
  text: text(limits.line),
};
const errorLeaf: Shape<ErrorReport> = shared(object(errorFields));
const errorInner: Shape<ErrorReport> = shared(
  object(errorFields, { cause: errorLeaf, errors: list(errorLeaf, 20) }),
);
const errorMiddle: Shape<ErrorReport> = shared(
  object(errorFields, { cause: errorInner, errors: list(errorInner, 20) }),
);
const error: Shape<ErrorReport> = shared(
  object(errorFields, { cause: errorMiddle, errors: list(errorMiddle, 20) }),
);

const level = oneOf('log', 'info', 'warn', 'error', 'debug');
const taskKind = oneOf(
  'program',
  'timer',
  'network',
  'message',
  'event',
  'frame',
  'idle',
  'posted',
  'immediate',
);
const timerKind = oneOf(
  'timeout',
  'interval',
  'abort-timeout',
  'immediate',
  'frame',
  'idle',
  'posted',
  'sleep',
);
const endReason = oneOf('quiet', 'stuck', 'error', 'exit', 'stopped', 'limit');
const outcome = oneOf('value', 'error', 'nothing');
const party = oneOf('client', 'server');

const base = { seq: index, at: time, job: index };
const origin = { site: index, cause: integer(-1, 10_000_000), thread: index };
type Fields = Record<string, Shape<unknown>>;
const event = <R extends Fields, O extends Fields = Record<never, never>>(fields: R, optional?: O) =>
  object<typeof base & R, typeof origin & O>({ ...base, ...fields }, {
    ...origin,
    ...optional,
  } as typeof origin & O);

const traceEvent = variants({
  task: event({ kind: taskKind }, { name: word }),
  'task-end': event({}),
  call: event(
    { call: index, name: word, kind: oneOf('async', 'async-generator', 'generator', 'module') },
    { parent: index },
  ),
  suspend: event({ call: index, on: oneOf('await', 'for-await', 'yield', 'dispose') }),
  resume: event({ call: index, with: oneOf('value', 'error', 'return') }),
  return: event({ call: index }),
  throw: event({ call: index, error }),
  'timer-set': event({ timer: index, kind: timerKind, delay: time, due: time }, { name: word }),
  'timer-fired': event({ timer: index }, { next: time }),
  'timer-cleared': event({ timer: index }),
  'reaction-set': event(
    { reaction: index, kind: oneOf('then', 'catch', 'finally', 'queueMicrotask', 'nextTick') },
    { name: word },
  ),
  'reaction-run': event({ reaction: index, with: outcome }),
  'reaction-end': event({ reaction: index }),
  'request-sent': event({ request: index, server: word, method: word, url: text(2_000) }),
  'request-started': event({ request: index, server: word }),
  'request-finished': event({ request: index, server: word, status: index }),
  'request-aborted': event({ request: index, server: word, by: party }),
  response: event({ request: index, status: index }),
  'listener-added': event({ listener: index, event: word, target: word }),
  'listener-run': event({ listener: index, event: word }),
  'listener-end': event({ listener: index }),
  'listener-removed': event({ listener: index }),
  'message-sent': event({ message: index, channel: word }),
  'message-received': event({ message: index, channel: word }),
  'worker-made': event({ worker: index, name: word }),
  'worker-ended': event({ worker: index, by: oneOf('maker', 'itself') }),
  log: event({ level, text: text(limits.line) }),
  mark: event({ label: word, number: index }),
  abort: event({ signal: index, reason: word }),
  'uncaught-error': event({ error }, { worker: index }),
  'unhandled-rejection': event({ error, rejection: index }),
  'rejection-handled': event({ rejection: index }),
  truncated: event({ dropped: count }),
  end: event({ reason: endReason, exitCode: integer(0, 255) }),
});

const line = object(
  {
    at: time,
    level: oneOf('log', 'info', 'warn', 'error', 'debug', 'uncaught', 'system'),
    text: text(limits.line),
  },
  { site, thread: index },
);

const problem = object(
  { file: word, line: index, column: index, message: text(2_000) },
  { advice: text(2_000) },
);

const limit = object({
  name: oneOf('time', 'blocked', 'lines', 'output', 'timers', 'messages', 'memory', 'workers'),
  value: number(0, 1e12),
});
const end = object({ reason: endReason, exitCode: integer(0, 255), at: time }, { error, limit });

const testName = code(300);
const seed = integer(0, 2 ** 53 - 1);
const testFailure = object(
  { message: text(4_000), at: time },
  {
    expected: text(4_000),
    found: text(4_000),
    seed,
    place: object({ file: word, line: index, column: index }),
  },
);
const testResult = object(
  { name: testName, defined: list(testName, 200) },
  { failure: testFailure, seeds: count },
);

/** What a program's worker may say while it runs. */
const runShapes = {
  started: object({}),
  output: object({ lines: list(line, limits.linesPerMessage), dropped: count }),
  trace: object({ events: list(traceEvent, limits.eventsPerMessage) }),
  test: object({ result: testResult }),
  refused: object({ problems: list(problem, 100) }),
  ended: object({ end }),
};
export const runMessage = variants(runShapes);

const target = object({
  module: fileName,
  export: (value) => (value === null ? null : identifier(value)),
});
const compiledModule = object({
  name: fileName,
  code: code(limits.compiled),
  async: flag,
  imports: list(object({ specifier: code(500), name: fileName }), 200),
  bindings: dictionary(identifier, target, 2_000),
  exports: dictionary(identifier, target, 2_000),
  sites: list(site, 50_000),
  insertions: list(list(index, 20_000), 50_000),
});
export const compiledProgram: Shape<CompiledProgram> = object({
  entry: fileName,
  workers: flag,
  modules: list(compiledModule, limits.files),
});

/** What the compiler's worker answers with. */
export const compileResult: Shape<CompileResult> = (value) => {
  const refused = object({ problems: list(problem, 100) })(value);
  if (refused !== invalid && refused.problems.length > 0) return { ok: false, problems: refused.problems };
  const accepted = object({ program: compiledProgram })(value);
  return accepted === invalid ? invalid : { ok: true, program: accepted.program };
};

/** What the reader (or the book) may choose about a run. Everything else is the sandbox's own decision. */
export const chosenOptions = object(
  {},
  {
    clock: oneOf('virtual', 'paced', 'real'),
    speed: number(0, 100),
    seed: integer(0, 2 ** 53 - 1),
    flavour: oneOf('browser', 'node'),
    trace: flag,
    probes: flag,
    limit: integer(100, limits.run),
    test: object({ name: testName }, { seed }),
  },
);
export type ChosenOptions = Read<typeof chosenOptions>;

const files = dictionary(fileName, code(limits.source), limits.files);

/** `/.interleave.json`: how the settings of a run travel through Sandpack's own client. */
export const settings = object(
  {},
  {
    /** The run's number. A compile message whose settings have no number, or one that was seen before, runs nothing. */
    run: integer(1, 1e9),
    entry: fileName,
    options: chosenOptions,
  },
);

/** What the page may ask of the broker. `$id` is the number the page registered with. */
export const pageMessage = variants({
  'register-frame': object({ id: number(0, 1e9) }),
  compile: object(
    { modules: dictionary(code(300), object({ code: code(limits.source) }), limits.files + 2) },
    { $id: number(0, 1e9), isInitializationCompile: flag },
  ),
  'interleave-run': object(
    { $id: number(0, 1e9), run: integer(1, 1e9), files, entry: fileName },
    { options: chosenOptions, compiled: compiledProgram },
  ),
  'interleave-stop': object({ $id: number(0, 1e9), run: integer(1, 1e9) }),
  'interleave-speed': object({ $id: number(0, 1e9), speed: number(0, 100) }),
  /** A run of this program is near, compiled or not; without one: of a program that has to be compiled first. */
  'interleave-prepare': object(
    { $id: number(0, 1e9) },
    { compiled: compiledProgram, files, entry: fileName, options: chosenOptions },
  ),
});
export type PageMessage = Read<typeof pageMessage>;

/** The end of a channel: see `engine/threads/messages.ts`. */
const channelEnd = name(/^\d{1,4}:\d{1,9}$/);
const tick = integer(0, 3.2e14);
/** What was copied in its own thread; nobody out here ever looks into it. */
const unread: Shape<unknown> = (value) => value;
/** No streams: what they carry would pass through this thread. */
const transferable: Shape<object> = (value) =>
  value instanceof ArrayBuffer || value instanceof MessagePort ? value : invalid;
const port: Shape<MessagePort> = (value) => (value instanceof MessagePort ? value : invalid);
const portParcel = object({ end: channelEnd, peer: channelEnd, channel: word }, { port });
const parcel = object({
  value: unread,
  message: index,
  channel: word,
  transfer: list(transferable, 1_000),
  ports: list(portParcel, 1_000),
  content: (value) => (value === null ? null : port(value)),
});
/** What a thread may say to the others. */
const threadShapes = {
  'worker-made': object({
    worker: index,
    entry: fileName,
    name: word,
    label: word,
    at: tick,
    epoch: number(0, 1e14),
    here: channelEnd,
    there: channelEnd,
  }),
  'worker-terminated': object({ worker: index }),
  parcel: object({ to: channelEnd, at: tick, parcel }),
  'port-closed': object({ to: channelEnd, at: tick }),
  'at-rest': object({ heard: count, due: integer(-1, 3.2e14), keeps: flag }),
  'worker-failed': object({ at: tick, error }),
};
const threadMessage = variants(threadShapes);

const packed = object({
  chunk: object({ times: (value) => (value instanceof Float64Array ? value : invalid) }),
});
const unpacked = variants({ ...runShapes, ...threadShapes, pong: object({}) });
/** What a program's worker posts: a message counts only with its run's secret. Trace events may be packed. */
export const workerMessage = object({
  nonce: code(100),
  message: (value) => {
    const chunk = packed(value);
    if (chunk !== invalid && chunk.chunk.times.length > limits.eventsPerMessage) return invalid;
    return unpacked(unpackMessage(value));
  },
});

/** What the frame around the worker may say. It is our own script, in a realm that no program shares. */
export const cageMessage = variants({
  ready: object({ key: code(100) }),
  pong: object({}),
  killed: object({ worker: index }),
  failed: object({ worker: index, message: text(1_000) }),
});
export type CageMessage = Read<typeof cageMessage>;

// The contracts and their readers agree, in both directions.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
true satisfies Same<Read<typeof runMessage>, RunMessage>;
true satisfies Same<Read<typeof threadMessage>, ThreadMessage>;
true satisfies Same<Required<ChosenOptions>, Required<Pick<RunOptions, keyof ChosenOptions>>>;
