/** Starts one run in a fresh realm: builds the kernel, dresses the global object, links the program, lets the loop go. */
import type { LogLevel, Site } from '../../trace/event.ts';
import type { ModuleDescription } from '../assemble.ts';
import { restoreErrorText } from '../compile/error-text.ts';
import type { RunEnd, RunOptions } from '../protocol.ts';
import { removeCapabilities } from './capabilities.ts';
import { createClock } from './clock.ts';
import { installConsole } from './console.ts';
import type { Core, Timer } from './core.ts';
import { describeError } from './errors.ts';
import type { ControlMessage, Host } from './host.ts';
import type { ScheduleOptions } from './kernel.ts';
import { createLoop, type Task } from './loop.ts';
import { instantiate, type ModuleFunction } from './modules.ts';
import { installNetwork } from './network.ts';
import { createOutput } from './output.ts';
import { createPositions } from './positions.ts';
import {
  defineProperty,
  getOwnPropertyDescriptor,
  list,
  promiseThen,
  safeMap,
  splitLines,
  uncurry,
} from './primordials.ts';
import { createRandom } from './random.ts';
import { installReactions } from './reactions.ts';
import { createRealm } from './realm.ts';
import { createRecorder } from './recorder.ts';
import { type Frame, installStacks } from './stacks.ts';
import { installTimers } from './timers.ts';

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
}

type Printable = LogLevel | 'uncaught' | 'system';

const then = uncurry(promiseThen as (...args: unknown[]) => Promise<unknown>);
/** Streams of random numbers: what the program draws must not depend on what servers draw. */
const engineStream = 0;
/** Real ms between two chunks of a trace that grows slowly. */
const tracePatience = 16;

export function start(host: Host, { modules, entry, script }: ProgramInput, options: RunOptions): Runtime {
  const { flavour } = options;
  const clock = createClock(options.clock, host.now);
  const positions = createPositions(descriptionsOf(modules));
  const realm = createRealm(globalThis, { host: host.kind, flavour, modules });
  const sites = list<Site>();
  const stacks = installStacks(positions, script);
  const random = createRandom(options.seed, engineStream);

  let ended = false;
  let turns = 0;
  let tracedAt = host.now();

  const output = createOutput({
    maxLines: options.maxLines,
    maxOutput: options.maxOutput,
    clock: host.now,
    post: (lines, dropped) => host.post({ type: 'output', lines, dropped }),
  });
  const recorder = createRecorder({
    enabled: options.trace,
    maxEvents: options.maxEvents,
    now: clock.now,
    send: (chunk) => {
      tracedAt = host.now();
      host.post({ type: 'trace', chunk });
    },
    describeError: (error) => describeError(error),
    restoreMessage,
  });
  const loop = createLoop({
    clock,
    host,
    speed: options.speed,
    runTask,
    taskSettled,
    idle,
    pausing() {
      output.flush();
      recorder.flush();
    },
  });

  let timerCount = 0;
  const timers = safeMap<number, Timer>();
  const core: Core = {
    options,
    host,
    clock,
    loop,
    recorder,
    now: clock.now,
    read: clock.read,
    schedule(delay, callback, scheduling) {
      const timer = core.arm(
        delay,
        () => {
          timers.delete(timer.id);
          callback();
        },
        scheduling,
      );
      timers.set(timer.id, timer);
      return timer.id;
    },
    cancel(id) {
      const timer = timers.get(id);
      if (timer === undefined) return;
      timers.delete(id);
      core.disarm(timer);
    },
    arm(delay, fired, scheduling) {
      const { kind, name, recorded = true, cause = recorder.cause() } = scheduling;
      const timer: Timer = { id: ++timerCount, kind, recorded, setAt: cause, task: undefined as never };
      if (recorded)
        timer.setAt = recorder.record({
          type: 'timer-set',
          timer: timer.id,
          kind,
          delay: delay > 0 ? delay : 0,
          due: clock.now() + (delay > 0 ? delay : 0),
          ...(name && { name }),
          cause,
        });
      timer.task = loop.schedule(delay, taskOf(timer, fired, scheduling));
      return timer;
    },
    rearm(timer, due, fired, next) {
      const { kind, name, keepsAlive } = timer.task;
      timer.task = loop.schedule(
        due - clock.now(),
        taskOf(timer, fired, {
          kind: timer.kind,
          task: kind,
          keepsAlive,
          ...(name && { name }),
          ...(next && { next }),
        }),
      );
    },
    disarm(timer) {
      if (timer.task.state === 'done') return;
      loop.cancel(timer.task);
      if (timer.recorded) recorder.timerCleared(timer.id);
    },
    post(kind, callback, name, cause = recorder.cause()) {
      loop.schedule(0, { kind, name, cause, run: callback });
    },
    hold: loop.hold,
    keepAlive: loop.keepAlive,
    record: recorder.record,
    cause: recorder.cause,
    within: recorder.within,
    takeSite: recorder.takeSite,
    siteOf: (index) => sites[index],
    print,
    reportUncaught: uncaught,
    random: random.next,
    turn: () => turns,
    end,
    hasEnded: () => ended,
  };

  function taskOf(timer: Timer, fired: () => void, scheduling: ScheduleOptions & { next?: () => number }) {
    const { name, keepsAlive = true, task: kind = 'timer', next } = scheduling;
    const { id, recorded, setAt } = timer;
    return {
      kind,
      name,
      cause: setAt,
      keepsAlive,
      run: recorded
        ? () => {
            recorder.timerFired(id, setAt, next?.());
            fired();
          }
        : fired,
    };
  }

  function print(level: Printable, text: string, site = -1) {
    if (ended) return;
    const place = site >= 0 ? sites[site] : undefined;
    const lines = splitLines(text);
    for (let index = 0; index < lines.length; index++)
      output.print({ at: clock.now(), level, text: lines[index] as string, ...(place && { site: place }) });
  }

  function runTask(task: Task) {
    turns++;
    output.beginTask();
    recorder.beginTask(task.kind, task.name, task.cause);
    try {
      task.run();
    } catch (error) {
      uncaught(error);
    }
    recorder.endTask();
  }

  function taskSettled() {
    output.settle();
    if (recorder.hasPending() && host.now() - tracedAt >= tracePatience) recorder.flush();
  }

  function uncaught(error: unknown) {
    if (ended) return;
    const report = describeError(error, stacks.framesOf);
    recorder.record({ type: 'uncaught-error', error: report });
    print('uncaught', `Uncaught ${report.text}`);
  }

  let settled = false;
  function idle() {
    end(settled ? { reason: 'quiet', exitCode: 0 } : { reason: 'stuck', exitCode: 13 });
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

  removeCapabilities(realm);
  installReactions(core, realm);
  installTimers(core, realm);
  installNetwork(core, realm);
  installConsole(core, realm, { frames: frameTexts });

  function frameTexts(error: object): string[] {
    const texts = list<string>();
    const frames = stacks.framesOf(error);
    for (let index = 0; index < frames.length; index++) {
      const { file, line, column } = frames[index] as Frame;
      texts[index] = `${file}:${line + 1}:${column + 1}`;
    }
    return texts;
  }

  host.post({ type: 'started' });
  const inputs = modules;
  let firstSite = 0;
  const linking = instantiate(inputs, (_name, index) => {
    const own = (modules[index] as ProgramModule)[0].sites;
    const probes = recorder.probes(firstSite);
    for (let at = 0; at < own.length; at++) sites[firstSite++] = own[at] as Site;
    return probes;
  });
  then(linking, (linked: Awaited<ReturnType<typeof instantiate>>) => {
    loop.start();
    loop.schedule(0, {
      kind: 'program',
      cause: -1,
      run() {
        const finish = () => {
          settled = true;
        };
        then(linked.evaluate(entry), finish, (error: unknown) => {
          finish();
          uncaught(error);
        });
      },
    });
  });

  return {
    control(message) {
      if (ended) return;
      if (message.type === 'ping') host.post({ type: 'pong' });
      else if (message.type === 'speed') loop.setSpeed(message.speed);
      else if (message.reason === 'stopped') end({ reason: 'stopped', exitCode: 130 });
      else end({ reason: 'limit', exitCode: 143, limit: { name: 'time', value: message.value } });
    },
    rejected() {},
    rejectionHandled() {},
    uncaught,
  };
}

function descriptionsOf(modules: readonly ProgramModule[]): ModuleDescription[] {
  const descriptions = list<ModuleDescription>();
  for (let index = 0; index < modules.length; index++)
    descriptions[index] = (modules[index] as ProgramModule)[0];
  return descriptions;
}

/** Errors whose message quotes the program's code quote the probes in it too. */
function restoreMessage(error: unknown): void {
  if (typeof error !== 'object' || error === null) return;
  try {
    const message = getOwnPropertyDescriptor(error, 'message');
    if (!message || typeof message.value !== 'string') return;
    const restored = restoreErrorText(message.value);
    if (restored !== message.value) defineProperty(error, 'message', { ...message, value: restored });
  } catch {
    // A proxy, or a program that has replaced the methods of String.
  }
}
