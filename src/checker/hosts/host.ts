/** Where an example can be run. The checker knows nothing else about engines, processes and browsers. */
import type { CompileProblem, OutputLine, RunEnd, RunResult } from '../../engine/protocol.ts';
import type { TestRequest } from '../../engine/tests/protocol.ts';
import type { Snippet } from '../../snippets/snippet.ts';
import type { ErrorReport, Site } from '../../trace/event.ts';

export interface Task {
  snippet: Snippet;
  /** Whose rules apply where hosts differ. */
  flavour: 'browser' | 'node';
  clock: 'virtual' | 'real';
}

/** An error nobody caught, or a rejection nobody handled. */
export interface Uncaught {
  inPromise: boolean;
  error: ErrorReport;
}

/** Something that keeps a program from its end, and the place where it began. */
export interface Waiting {
  kind: 'await' | 'interval' | 'timer';
  site: Site;
}

/** What became of a run. */
export type HostRun =
  | {
      kind: 'ran';
      lines: OutputLine[];
      /** Lines that were printed but not kept. */
      dropped: number;
      end: RunEnd;
      uncaught: Uncaught[];
      /** What the program still waited for when its run was over before it was: first awaits, outermost call first, then timers. */
      waiting: Waiting[];
      /** Real ms it took, without waiting for its turn, where the host knows. */
      took?: number;
    }
  /** The program did not compile; nothing ran. */
  | { kind: 'refused'; problems: CompileProblem[] };

export interface Host {
  name: string;
  /** Whose rules it can follow. */
  flavours: readonly Task['flavour'][];
  /** Which clocks it has; the first is the one it takes unless told otherwise. */
  clocks: readonly Task['clock'][];
  /** Whether programs can import Node's own modules there, `node:events`. */
  hasBuiltins: boolean;
  /** How many runs on the virtual clock it bears at once; those on a real one are made one by one. */
  concurrency: number;
  /** Starts what the next run will need; resolves when that is on its way. */
  prepare?(): Promise<void>;
  /** Runs a program in a world of its own; `signal` ends it early. Never rejects because of the program. */
  run(task: Task, signal?: AbortSignal): Promise<HostRun>;
  /**
   * Opens a program together with the tests of its exercise; each call of the answer runs one of them, in a fresh program.
   * Absent on hosts that cannot.
   */
  openTests?(snippet: Snippet): (request: TestRequest) => Promise<RunResult>;
  /** Frees what it holds; no run follows. */
  close(): Promise<void>;
}
