/**
 * The page inside Sandpack's frame: same origin as the book, trusted code only. It fetches what a program needs, keeps one
 * cage, runs one program at a time in it, and speaks Sandpack's protocol with its parent. Anybody may put this page into
 * a frame (a meta policy cannot forbid that), so a parent of another origin gets no word out of it.
 */

import { sitesOf } from '../engine/assemble.ts';
import type { CompiledProgram, CompileResult, Program, RunMessage, RunOptions } from '../engine/protocol.ts';
import { defaultRunOptions } from '../engine/protocol.ts';
import type { TestResult } from '../engine/tests/protocol.ts';
import type { Site } from '../trace/event.ts';
import { createCompiler } from './compiler.ts';
import { limits } from './limits.ts';
import { type Cage, openCage } from './open-cage.ts';
import { type RunHandle, type RunOver, runProgram } from './run-program.ts';
import {
  consoleMessage,
  errorMessage,
  problemMessage,
  type SandpackMessage,
  testEndMessages,
  testStartMessages,
} from './sandpack.ts';
import { invalid } from './shape.ts';
import { createStandby } from './standby.ts';
import { type ChosenOptions, fileName, type PageMessage, pageMessage, settings } from './validate.ts';

export interface BrokerParts {
  /** The cage's `srcdoc`. */
  cage: string;
  /** Deliver the scripts; called once each, again after a failure. */
  loadRuntime(): Promise<string>;
  /** The same with the test kit, for exercises. */
  loadTestRuntime(): Promise<string>;
  /** The same for programs that may make workers. */
  loadTeamRuntime(): Promise<string>;
  loadCompiler(): Promise<string>;
  /** One classic script of runtime and program. */
  assemble(runtime: string, program: CompiledProgram): string;
}

/** What the page hears about a run, besides Sandpack's own messages. */
export type BrokerMessage =
  | RunMessage
  | { type: 'progress'; step: 'compiling' | 'starting' }
  /** The places that the run's trace events refer to. */
  | { type: 'compiled'; sites: Site[] }
  /** Nothing ran, or the run was lost, for reasons that are not the program's. */
  | { type: 'failed'; message: string };

export interface BrokerEnvelope {
  codesandbox: true;
  $id: number;
  type: 'interleave';
  run: number;
  message: BrokerMessage;
}

interface RunRequest {
  run: number;
  program: Program;
  options: ChosenOptions;
  compiled?: CompiledProgram;
  /** Whether the page used Sandpack's client, and so expects Sandpack's messages. */
  sandpack: boolean;
}

interface Running {
  run: number;
  stop: AbortController;
  /** The pace the reader chose while it was being started. */
  speed?: number;
  /** Present from when the worker is started. */
  handle?: RunHandle;
}

/** What a page's readers get unless the example says otherwise. A book's page needs far less than the checker. */
const pageOptions: RunOptions = {
  ...defaultRunOptions,
  maxEvents: 20_000,
  maxLines: 2_000,
  maxOutput: 500_000,
  maxTimers: 2_000,
};

/** Calls `load` once and keeps its answer; a failed call is forgotten, so that the next use tries again. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= load().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}

/** Starts listening. Does nothing when the page is not in a frame. */
export function startBroker(self: Window, parts: BrokerParts): void {
  const page = self.parent;
  if (page === self) return;
  const ownOrigin = self.location.origin;
  const plainRuntime = once(parts.loadRuntime);
  const testRuntime = once(parts.loadTestRuntime);
  const teamRuntime = once(parts.loadTeamRuntime);
  const runtimeFor = ({ workers }: CompiledProgram) => (workers ? teamRuntime() : plainRuntime());
  let client = 0;
  let lastRun = 0;
  let current: Running | undefined;

  let cage: Promise<Cage> | undefined;
  const getCage = (): Promise<Cage> => {
    if (cage) return cage;
    const opening = openCage(self.document, parts.cage);
    cage = opening;
    const forget = () => {
      if (cage === opening) cage = undefined;
    };
    opening.then((open) => open.lost.addEventListener('abort', forget), forget);
    return opening;
  };
  const compiler = createCompiler(once(parts.loadCompiler), getCage);
  const standby = createStandby();
  /** The script that a worker waits with for the next run, once there is something to expect. */
  let expected: string | undefined;
  /** The tests of an exercise are runs of one program; and what a reader types is compiled before it is run. */
  let compiling: { key: string; stop: AbortController; result: Promise<CompileResult> } | undefined;
  /** Compiles one program at a time: the one that is being compiled is given up for another. */
  function compileProgram(
    program: Program,
    { probes = true }: ChosenOptions,
    signal?: AbortSignal,
  ): Promise<CompileResult> {
    const key = JSON.stringify([program, probes]);
    if (compiling?.key !== key) {
      compiling?.stop.abort();
      const stop = new AbortController();
      const mine = { key, stop, result: compiler.compile(program, { probes }, stop.signal) };
      compiling = mine;
      mine.result.catch(() => {
        if (compiling === mine) compiling = undefined;
      });
    }
    const { stop, result } = compiling;
    const giveUp = () => stop.abort(signal?.reason);
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp);
    return result.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  const post = (message: object) =>
    page.postMessage({ codesandbox: true, $id: client, ...message }, ownOrigin);

  /** Runs a program in the cage there is. One that was lost before the program had begun is replaced, once. */
  async function start(
    program: CompiledProgram,
    chosen: ChosenOptions,
    mine: Running,
    hear: (message: RunMessage) => void,
  ): Promise<RunOver> {
    for (let attempt = 1; ; attempt++) {
      const [opened, text] = await Promise.all([
        getCage(),
        chosen.test ? testRuntime() : runtimeFor(program),
      ]);
      mine.stop.signal.throwIfAborted();
      const script = parts.assemble(text, program);
      expected = script;
      const options = { ...pageOptions, ...chosen };
      options.speed = mine.speed ?? options.speed;
      let begun = false;
      mine.handle = runProgram(
        opened,
        { script, options, standby: standby.take(opened, script) },
        {
          signal: mine.stop.signal,
          onMessage(message) {
            begun ||= message.type === 'started';
            hear(message);
            // Readers run an example again, or change its pace and run it again.
            if (message.type === 'output' && current === mine) standby.prepare(opened, expected ?? script);
          },
        },
      );
      const over = await mine.handle.over;
      if (opened.lost.aborted && !begun && over.kind === 'failed' && attempt === 1) continue;
      if (current === mine) standby.prepare(opened, expected ?? script);
      return over;
    }
  }

  /** Runs what was asked for, and reports to the page until it is over. Never throws. */
  async function perform(request: RunRequest, mine: Running) {
    const { signal } = mine.stop;
    const tell = (message: BrokerMessage) => post({ type: 'interleave', run: request.run, message });
    const tellSandpack = (message: SandpackMessage) => request.sandpack && post(message);
    let printed = 0;
    let refused = false;
    const { test } = request.options;
    let tested: TestResult | undefined;
    tellSandpack({ type: 'start', firstLoad: request.run === 1 });
    try {
      let program = request.compiled;
      if (!program) {
        tellSandpack({ type: 'status', status: 'transpiling' });
        tell({ type: 'progress', step: 'compiling' });
        const result = await compileProgram(request.program, request.options, signal);
        if (!result.ok) {
          refused = true;
          for (const problem of result.problems) tellSandpack(problemMessage(problem));
          tell({ type: 'refused', problems: result.problems });
          return;
        }
        program = result.program;
      }
      tell({ type: 'progress', step: 'starting' });
      tell({ type: 'compiled', sites: sitesOf(program) });
      tellSandpack({ type: 'status', status: 'evaluating' });
      if (test) testStartMessages(test.name, request.program.entry).forEach(tellSandpack);
      const over = await start(program, request.options, mine, (message) => {
        tell(message);
        if (message.type === 'test') tested ??= message.result;
        if (message.type !== 'output') return;
        tellSandpack(consoleMessage(message.lines, printed));
        printed += message.lines.length;
      });
      if (over.kind === 'failed') return tell({ type: 'failed', message: over.message });
      if (test) testEndMessages(test.name, request.program.entry, tested, over.end).forEach(tellSandpack);
      const error = errorMessage(over.end, request.program.files);
      if (error) tellSandpack(error);
      else tellSandpack({ type: 'success' });
      tell({ type: 'ended', end: over.end });
    } catch (error) {
      if (signal.aborted) tell({ type: 'ended', end: { reason: 'stopped', exitCode: 130, at: 0 } });
      else tell({ type: 'failed', message: error instanceof Error ? error.message : 'The sandbox failed.' });
    } finally {
      tellSandpack({ type: 'status', status: 'idle' });
      tellSandpack({ type: 'done', compilatonError: refused });
      if (current === mine) current = undefined;
    }
  }

  /** Has a worker wait for a run of `program`. */
  async function prepareRun(program: CompiledProgram) {
    const [opened, text] = await Promise.all([getCage(), runtimeFor(program)]);
    if (current && !current.handle) return;
    expected = parts.assemble(text, program);
    standby.prepare(opened, expected);
  }

  function begin(request: RunRequest) {
    if (request.run <= lastRun) return;
    lastRun = request.run;
    current?.stop.abort();
    current?.handle?.hurry();
    current = { run: request.run, stop: new AbortController() };
    void perform(request, current);
  }

  const answers: { [K in PageMessage['type']]: (message: PageMessage & { type: K }) => void } = {
    'register-frame'({ id }) {
      client = id;
    },
    compile({ modules, isInitializationCompile }) {
      const request = readCompile(modules, lastRun + 1);
      if (request && (request.asked || !isInitializationCompile)) begin(request);
      else {
        post({ type: 'start', firstLoad: isInitializationCompile === true });
        post({ type: 'done', compilatonError: false });
      }
    },
    'interleave-run'({ run, files, entry, options = {}, compiled }) {
      begin({ run, program: { files, entry }, options, sandpack: false, ...(compiled && { compiled }) });
    },
    'interleave-stop'({ run }) {
      if (current?.run === run) current.stop.abort();
    },
    'interleave-speed'({ speed }) {
      if (current) current.speed = speed;
      current?.handle?.setSpeed(speed);
    },
    'interleave-prepare'({ compiled, files, entry, options = {} }) {
      // What is being started goes first: it needs the compiler, and the worker that waits now.
      if (current && !current.handle) return;
      const ready = compiled
        ? prepareRun(compiled)
        : files && entry !== undefined
          ? compileProgram({ files, entry }, options).then((result) =>
              result.ok ? prepareRun(result.program) : undefined,
            )
          : compiler.prepare();
      // What fails here is tried again by the run.
      ready.catch(() => {});
    },
  };

  self.addEventListener('message', (event) => {
    if (event.source !== page || event.origin !== ownOrigin) return;
    const message = pageMessage(event.data);
    if (message === invalid) return;
    (answers[message.type] as (message: PageMessage) => void)(message);
  });

  // Warm up while the reader is still on the way to the button; whatever fails now is tried again when it is needed.
  getCage().catch(() => {});
  plainRuntime().catch(() => {});
  post({ type: 'initialized' });
}

/**
 * The run that a compile message of Sandpack's client asks for; undefined when it asks for none. Such a client sends one
 * on its own whenever it connects or its files change, so only a new run number in `/.interleave.json` counts; without
 * that file it is somebody's plain Sandpack, where every compile after the first is a run.
 */
export function readCompile(
  modules: Record<string, { code: string }>,
  nextRun: number,
): (RunRequest & { asked: boolean }) | undefined {
  const files: Record<string, string> = {};
  let chosen: { run?: number; entry?: string; options?: ChosenOptions } = {};
  let asked = false;
  for (const [path, { code }] of Object.entries(modules)) {
    if (path === '/.interleave.json') {
      const read = settings(parseJson(code));
      if (read === invalid || read.run === undefined) return undefined;
      asked = true;
      chosen = read;
    } else if (path !== '/package.json') {
      const file = fileName(path.slice(1));
      if (file !== invalid) files[file] = code;
    }
  }
  const entry = chosen.entry ?? (Object.hasOwn(files, 'main.ts') ? 'main.ts' : Object.keys(files)[0]);
  if (entry === undefined || Object.keys(files).length > limits.files) return undefined;
  return {
    run: chosen.run ?? nextRun,
    program: { files, entry },
    options: chosen.options ?? {},
    sandpack: true,
    asked,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
