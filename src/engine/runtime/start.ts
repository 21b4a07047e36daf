/**
 * Starts a run: builds the kernel, dresses the global object, links the program, lets the loop go. Dressing takes longer than most
 * programs; so a thread that runs many of them in one realm dresses it once, on a stage of its own.
 */
import type { LogLevel, Site } from '../../trace/event.ts';
import type { ModuleDescription } from '../assemble.ts';
import type { RunEnd, RunOptions } from '../protocol.ts';
import type { TestExtension } from '../tests/kit.ts';
import type { ThreadStart } from '../threads/messages.ts';
import { createClock } from './clock.ts';
import type { Core } from './core.ts';
import { type Dressed, dress } from './dress.ts';
import { describeError } from './errors.ts';
import type { ControlMessage, Host } from './host.ts';
import type { Realm } from './kernel.ts';
import { createLoop, type Task } from './loop.ts';
import { instantiate, type ModuleFunction } from './modules.ts';
import { createNative } from './natives.ts';
import { createOutput } from './output.ts';
import { createPositions } from './positions.ts';
import { list, max, NativeError, promiseThen, safeMap, splitLines, uncurry } from './primordials.ts';
import { createRandom } from './random.ts';
import { createRealm } from './realm.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { installStacks, type Stacks } from './stacks.ts';
import { createUncaught } from './uncaught.ts';
import type { InstallWorkers } from './workers.ts';

export type ProgramModule = readonly [description: ModuleDescription, code: ModuleFunction];

export interface ProgramInput {
  modules: readonly ProgramModule[];
  entry: string;
  /** The script's name in stacks. */
  script: string;
}

export interface Runtime {
  control(message: ControlMessage): void;
  /** To be called by the host when it learns of them, in order. */
  rejected(reason: unknown, promise: object): void;
  rejectionHandled(promise: object): void;
  uncaught(error: unknown): void;
  /** True while an event is dispatched that is not the host's own. */
  isDispatching(): boolean;
}

type Printable = LogLevel | 'uncaught' | 'system';

const { assign } = Object;
const then = uncurry(promiseThen as (...args: unknown[]) => Promise<unknown>);
/** Streams of random numbers: what the program draws must not depend on what servers draw. */
const engineStream = 0;
/** Real ms between two chunks of a trace that grows slowly. */
const tracePatience = 16;

/** What only some scripts have. */
export interface Parts {
  /** The test kit. */
  tests?: TestExtension;
  /** For programs that may make workers. */
  workers?: InstallWorkers;
}

/** Runs programs in this realm, one after the other, if they are of one kind. */
export interface Stage {
  readonly parts: Parts;
  /** Its members are those of the run under way, but for `eachRun`. */
  readonly core: Core;
  /** What `Kernel.eachRun` was given. */
  readonly beginnings: (() => void)[];
  /** The program that runs now. */
  modules: readonly ProgramModule[];
  prepared: Prepared | undefined;
}

/** What is made with the first run and serves the later ones. */
interface Prepared extends Dressed {
  realm: Realm;
  stacks: Stacks;
  isRealTime: boolean;
}

/** To be called before any program runs. Nothing is dressed before the first run begins. */
export function createStage(parts: Parts = {}): Stage {
  const beginnings = list<() => void>();
  const eachRun: Core['eachRun'] = (begin) => {
    beginnings[beginnings.length] = begin;
    begin();
  };
  return { parts, core: { eachRun } as Core, beginnings, modules: list(), prepared: undefined };
}

/** One run in a fresh realm; see `beginRun`. */
export function start(
  host: Host,
  input: ProgramInput,
  options: RunOptions,
  parts: Parts = {},
  own?: ThreadStart,
): Runtime {
  return beginRun(createStage(parts), host, input, options, own);
}

/**
 * Starts a program. The one before it on this stage must have ended, and the realm be as it was dressed. `own` is what a
 * worker of a program was told; absent for the program's first thread.
 * @throws Error when the realm is dressed for runs of another kind, or for a kind that needs a stage for every run.
 */
export function beginRun(
  stage: Stage,
  host: Host,
  { modules, entry, script }: ProgramInput,
  { ...options }: RunOptions,
  own?: ThreadStart,
): Runtime {
  const { core, parts } = stage;
  const { flavour } = options;
  const isWorker = own !== undefined;
  const isRealTime = options.clock === 'real';
  if (
    stage.prepared &&
    (stage.prepared.isRealTime !== isRealTime ||
      flavour !== 'browser' ||
      own ||
      parts.workers ||
      options.test)
  )
    throw new NativeError('The realm is dressed for runs of another kind.');
  stage.modules = modules;
  // Two workers do not draw the same numbers.
  if (own) options.seed += own.thread;
  const clock = own
    ? createClock(options.clock, host.now, own.at, own.epoch - host.timeOrigin)
    : createClock(options.clock, host.now);
  const modulesNow = () => stage.modules;
  const realm =
    stage.prepared?.realm ??
    createRealm(globalThis, { host: host.kind, flavour, isWorker, modules: modulesNow });
  const sites = list<Site>();
  const stacks = stage.prepared?.stacks ?? installStacks(createPositions(modulesNow), script, core);
  const random = createRandom(options.seed, engineStream);
  const tests = options.test && !own ? parts.tests?.(options.test) : undefined;

  let ended = false;
  let exiting = false;
  let busy = false;
  let shared = false;
  let turns = 0;
  let tracedAt = host.now();

  const output = createOutput({
    maxLines: options.maxLines,
    maxOutput: options.maxOutput,
    clock: host.now,
    post(lines, dropped) {
      if (shared) recorder.flush();
      host.post({ type: 'output', lines, dropped });
    },
  });
  const ownRecorder: Recorder = createRecorder({
    enabled: options.trace,
    maxEvents: options.maxEvents,
    now: clock.now,
    send: (chunk) => {
      tracedAt = host.now();
      host.post({ type: 'trace', chunk });
      if (shared) output.flush();
    },
    describeError: (error) => describeError(error),
    restoreMessage: realm.restoreMessage,
  });
  const recorder = tests ? tests.watch(ownRecorder, clock.now) : ownRecorder;
  const loop = createLoop({
    clock,
    host,
    speed: options.speed,
    runTask,
    taskSettled,
    mayBeBusy: () => busy,
    idle,
    pausing() {
      output.flush();
      recorder.flush();
    },
  });

  let timerCount = 0;
  const timers = safeMap<number, Task>();
  const members: Omit<Core, 'eachRun'> = {
    options,
    host,
    clock,
    loop,
    recorder,
    now: clock.now,
    read: clock.read,
    schedule(
      delay,
      callback,
      { kind, name, keepsAlive, recorded = true, task = 'timer', cause = recorder.cause() },
    ) {
      const number = core.numberTimer();
      const due = clock.now() + max(delay, 0);
      const setAt = recorded ? recorder.timerSet(number, kind, max(delay, 0), due, name, cause) : cause;
      const run = () => {
        timers.delete(number);
        callback();
      };
      const timer = recorded ? number : 0;
      timers.set(number, loop.schedule(delay, { kind: task, name, cause: setAt, run, timer, keepsAlive }));
      return number;
    },
    cancel(number) {
      const timer = timers.get(number);
      if (timer === undefined) return;
      timers.delete(number);
      core.disarm(timer);
    },
    numberTimer: () => ++timerCount,
    arm(delay, { kind, name, run, data, next, keepsAlive }) {
      const timer = ++timerCount;
      const cause = recorder.timerSet(timer, kind, delay, clock.now() + delay, name, recorder.cause());
      return loop.schedule(delay, { kind: 'timer', name, cause, run, data, timer, next, keepsAlive });
    },
    disarm(task) {
      if (task.state === 'done') return;
      loop.cancel(task);
      if (task.timer > 0) recorder.timerCleared(task.timer);
    },
    post(kind, callback, name, cause = recorder.cause()) {
      loop.schedule(0, { kind, name, cause, run: callback });
    },
    hold: loop.hold,
    native: createNative(loop, recorder.cause),
    keepAlive: loop.keepAlive,
    record: recorder.record,
    cause: recorder.cause,
    within: recorder.within,
    takeSite: recorder.takeSite,
    siteOf: (index) => sites[index],
    print,
    reportUncaught: (error) => uncaught.report(error),
    reportLater(error) {
      if (process) process.tick(() => uncaught.report(error));
      else uncaught.report(error);
    },
    random: random.next,
    turn: () => turns,
    // Node's own modules are JavaScript and use the globals they find; in browsers they are not.
    isCalledByPlatform: () => host.kind === 'node' && !recorder.hasSite() && stacks.isCalledByPlatform(),
    flush() {
      output.flush();
      recorder.flush();
    },
    share() {
      shared = true;
    },
    began: own ? clock.now() : 0,
    markBusy() {
      busy = true;
    },
    exit(how) {
      if (ended || exiting) return;
      exiting = true;
      end({ ...how, exitCode: process ? process.exit(how.exitCode) : how.exitCode });
      host.halt();
    },
    end,
    hasEnded: () => ended,
  };
  assign(core, members);

  function print(level: Printable, text: string, site = -1) {
    if (ended) return;
    const place = site >= 0 ? sites[site] : undefined;
    const rest = process && level !== 'uncaught' && level !== 'system' ? process.takeRest(level) : '';
    const lines = splitLines(rest + text);
    for (let index = 0; index < lines.length; index++) {
      const line = { at: clock.now(), level, text: lines[index] as string, ...(place && { site: place }) };
      tests?.printed(line);
      output.print(line);
    }
  }

  let taskBegan = 0;
  function runTask(task: Task) {
    turns++;
    taskBegan = clock.now();
    tests?.taskBegan();
    output.beginTask();
    recorder.beginTask(task.kind, task.name, task.cause);
    if (task.timer > 0) recorder.timerFired(task.timer, task.cause, task.next?.(task));
    try {
      task.run(task);
    } catch (error) {
      uncaught.report(error);
    }
    recorder.endTask();
    // The program itself runs in a microtask, and ticks come after those.
    if (task.kind !== 'program') process?.drainTicks();
  }

  function taskSettled(): boolean {
    if (process?.drainTicks()) return false;
    tests?.taskEnded(clock.now() - taskBegan);
    uncaught.settle();
    if (ended) return true;
    const limit = output.reached();
    if (limit) {
      const value = limit === 'lines' ? options.maxLines : options.maxOutput;
      end({ reason: 'limit', exitCode: 143, limit: { name: limit, value } });
      return true;
    }
    output.settle();
    if (recorder.hasPending() && host.now() - tracedAt >= tracePatience) recorder.flush();
    return true;
  }

  let settled = false;
  /** The turn after which `beforeExit` was emitted: if nothing followed, the program is over. */
  let lastTurn = -1;
  function idle() {
    if (tests?.idle()) return;
    const error = uncaught.first();
    const code = settled ? 0 : 13;
    if (process && turns !== lastTurn && process.listens('beforeExit')) {
      loop.post('report', {
        kind: 'event',
        name: 'beforeExit',
        cause: -1,
        run() {
          lastTurn = turns;
          process.emit('beforeExit', [code]);
        },
      });
      return;
    }
    if (error && !process) return core.exit({ reason: 'error', exitCode: 1, error });
    // Its listeners are the last to run.
    if (process?.listens('exit')) recorder.beginTask('event', 'exit', -1);
    core.exit({ reason: settled ? 'quiet' : 'stuck', exitCode: code });
  }

  function end(how: Omit<RunEnd, 'at'>) {
    if (ended) return;
    ended = true;
    loop.stop();
    output.flush();
    recorder.end({ type: 'end', reason: how.reason, exitCode: how.exitCode });
    host.post({ type: 'ended', end: { ...how, at: clock.now() } });
    host.close();
  }

  if (stage.prepared)
    for (let index = 0; index < stage.beginnings.length; index++) stage.beginnings[index]?.();
  else stage.prepared = { realm, stacks, isRealTime, ...dress(core, realm, stacks, tests?.servers) };
  const { events, messages, process } = stage.prepared;
  const uncaught = createUncaught(core, realm, {
    // A worker has its errors told as in a page, in every host.
    events: flavour === 'browser' || isWorker ? events : undefined,
    process: isWorker ? undefined : process,
    framesOf: stacks.framesOf,
    escalate: () => workers?.escalate,
  });
  const workers = parts.workers?.(core, realm, {
    events,
    messages,
    own,
    hasModule,
    reportForeign: uncaught.reportForeign,
  });

  function hasModule(name: string): boolean {
    for (let index = 0; index < modules.length; index++)
      if ((modules[index] as ProgramModule)[0].name === name) return true;
    return false;
  }

  tests?.install({
    core,
    realm,
    uncaught: () => uncaught.first()?.text,
    placesOf: (error) =>
      typeof error === 'object' && error !== null ? stacks.framesOf(error, describeError(error).text) : [],
    post: (result) => host.post({ type: 'test', result }),
  });
  host.post({ type: 'started' });
  const inputs = modules;
  let firstSite = 0;
  const probesFor = (_name: string, index: number) => {
    const own = (modules[index] as ProgramModule)[0].sites;
    const probes = recorder.probes(firstSite);
    for (let at = 0; at < own.length; at++) sites[firstSite++] = own[at] as Site;
    return probes;
  };
  // The entry is the file of the tests.
  const given =
    tests && ((value: unknown, importer: string) => (importer === entry ? tests.servers.open(value) : value));
  const linking = instantiate(inputs, probesFor, given);
  // The program begins in a microtask of a host task that is no timer: as modules do, and so that no nesting level is inherited.
  then(linking, (linked: Awaited<ReturnType<typeof instantiate>>) => {
    loop.start();
    runTask(
      loop.create({
        kind: 'program',
        cause: -1,
        run() {
          const finish = () => {
            settled = true;
          };
          const evaluated = tests ? () => void then(tests.run(), finish) : finish;
          then(linked.evaluate(own?.entry ?? entry), evaluated, (error: unknown) => {
            finish();
            uncaught.report(error);
          });
        },
      }),
    );
  });

  return {
    control(message) {
      if (ended) return;
      if (message.type === 'ping') host.post({ type: 'pong' });
      else if (message.type === 'speed') loop.setSpeed(message.speed);
      else if (message.type !== 'stop') workers?.obey(message);
      else if (message.reason === 'stopped') end({ reason: 'stopped', exitCode: 130 });
      else end({ reason: 'limit', exitCode: 143, limit: { name: 'time', value: message.value } });
    },
    rejected: uncaught.rejected,
    rejectionHandled: uncaught.rejectionHandled,
    uncaught: uncaught.report,
    isDispatching: events.isDispatching,
  };
}
