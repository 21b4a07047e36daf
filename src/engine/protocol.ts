/**
 * What goes into a run and what comes out of it, in every host. JSON-safe.
 * A host (browser worker, Node worker) posts `RunMessage`s while the program runs; `run()` folds them into a `RunResult`.
 */
import type { EndReason, ErrorReport, LogLevel, Site, Trace, TraceEvent } from '../trace/event.ts';
import type { TestRequest, TestResult } from './tests/protocol.ts';

/** A program as its author wrote it: TypeScript modules that import each other relatively. */
export interface Program {
  /** Source text by name; names are relative paths such as `main.ts` or `lib/queue.ts`. */
  files: Record<string, string>;
  /** Name of the module that is run. */
  entry: string;
}

export interface RunOptions {
  clock: 'virtual' | 'paced' | 'real';
  /** For `paced`: virtual ms per real ms, for instance 0.25; `Infinity` is sent as 0 and means instant. */
  speed: number;
  seed: number;
  /** Which host's rules apply where they differ (timer clamping, unhandled rejections, globals). */
  flavour: 'browser' | 'node';
  probes: boolean;
  trace: boolean;
  /** Longest run in real ms; the host stops the program after it. */
  limit: number;
  /** At most this many trace events are kept, of all threads together. */
  maxEvents: number;
  /** At most this many lines and UTF-16 code units are printed. */
  maxLines: number;
  maxOutput: number;
  /** At most this many timers may be pending at once. */
  maxTimers: number;
  /** At most this many workers may exist at once. */
  maxWorkers: number;
  /** The test to run once the program is evaluated; only for scripts with the test kit. */
  test?: TestRequest;
}

/** Where a name leads after linking: an export of `module`'s own, or its namespace object. */
export interface BindingTarget {
  module: string;
  /** A name `module` itself declares and exports; `null` for the namespace. */
  export: string | null;
}

/** A compiled module: see `compile/`. Linked: every name is resolved, `export *` included. */
export interface CompiledModule {
  /** As in `Program.files`: `main.ts`. */
  name: string;
  /**
   * A JavaScript function expression: `function* ($m, $i, $p) {…}`, or `async function* …` when `async`. Its first
   * step, up to the first `yield`, links; the second evaluates. See `runtime/modules.ts` for the three parameters.
   * It has the source's line ends and one more at its end, so that line numbers hold.
   */
  code: string;
  /** True when the module has a top-level `await`. */
  async: boolean;
  /** Static imports and re-exports as written and the module each resolved to, in source order, types left out. */
  imports: { specifier: string; name: string }[];
  /** What each name imported into the module stands for. */
  bindings: Record<string, BindingTarget>;
  /** Every name the namespace object has, and where it leads. */
  exports: Record<string, BindingTarget>;
  /** Places the probes refer to, by index. */
  sites: Site[];
  /**
   * What was inserted, to map positions back: per 0-based line a flat list `[column, length, column, length …]`,
   * columns in the generated line, ascending. `compile/position.ts` reads it.
   */
  insertions: number[][];
}

export interface CompiledProgram {
  entry: string;
  /** Whether it may make workers: a module speaks of `Worker`. Then the runtime needs to be able to. */
  workers: boolean;
  /** The entry first, then every module that can be reached from it, those of its workers included, each once. */
  modules: CompiledModule[];
}

/** A clear refusal of a program before it runs. Positions are 0-based, in the program's own file. */
export interface CompileProblem {
  file: string;
  line: number;
  column: number;
  /** One sentence: what is wrong. */
  message: string;
  advice?: string;
}

export type CompileResult =
  | { ok: true; program: CompiledProgram }
  | { ok: false; problems: CompileProblem[] };

/** A printed line (a call of `console.log` may print several). */
export interface OutputLine {
  /** Virtual ms since the run began. */
  at: number;
  level: LogLevel | 'uncaught' | 'system';
  text: string;
  /** The place of the call, when known. */
  site?: Site;
  /** Number of the worker that printed it; absent for the program's first thread. */
  thread?: number;
}

/** How a run was over. */
export interface RunEnd {
  reason: EndReason;
  /** What Node would exit with: 0; 1 uncaught; 13 unsettled top-level await. */
  exitCode: number;
  /** Virtual ms from beginning to end. */
  at: number;
  /** The error that ended it, when `reason` is `error`. */
  error?: ErrorReport;
  /** Which limit, when `reason` is `limit`. */
  limit?: {
    name: 'time' | 'blocked' | 'lines' | 'output' | 'timers' | 'messages' | 'memory' | 'workers';
    value: number;
  };
}

/** What a host posts while the program runs. */
export type RunMessage =
  | { type: 'started' }
  /** Lines are posted as soon as they are printed, so that none is lost when the program hangs. */
  | { type: 'output'; lines: OutputLine[]; dropped: number }
  | { type: 'trace'; events: TraceEvent[] }
  /** What became of the test that was asked for. */
  | { type: 'test'; result: TestResult }
  /** The program did not compile; nothing ran. */
  | { type: 'refused'; problems: CompileProblem[] }
  | { type: 'ended'; end: RunEnd };

export interface RunResult {
  output: OutputLine[];
  /** Lines that were printed but not kept. */
  dropped: number;
  trace: Trace;
  end: RunEnd;
  /** What became of the test that was asked for; the first word counts. */
  test?: TestResult;
  /** Why it did not run at all. */
  problems?: CompileProblem[];
}

export const defaultRunOptions: RunOptions = {
  clock: 'virtual',
  speed: 1,
  seed: 1,
  flavour: 'browser',
  probes: true,
  trace: true,
  limit: 5_000,
  maxEvents: 200_000,
  maxLines: 10_000,
  maxOutput: 2_000_000,
  maxTimers: 200_000,
  maxWorkers: 8,
};
