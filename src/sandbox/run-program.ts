/**
 * One run of one program in a worker of its own, and in as many more as it makes. Lives in the broker, on a thread that no
 * program can block, and keeps every promise that must hold against a hostile program: the limits, Stop, and that only
 * checked copies get out. No program has the browser's own `Worker`: its runtime asks for one, and the frame around it
 * starts it with the same script.
 */
import type { RunEnd, RunMessage, RunOptions } from '../engine/protocol.ts';
import type { TeamMessage, ThreadStart } from '../engine/threads/messages.ts';
import { createTeam, isForReaders } from '../engine/threads/team.ts';
import { limits } from './limits.ts';
import { createNonce } from './nonce.ts';
import type { Cage, CagedWorker } from './open-cage.ts';
import { invalid } from './shape.ts';
import { createSlices } from './slices.ts';
import { type StartedWorker, startWorker } from './start-worker.ts';
import { workerMessage } from './validate.ts';

export interface RunPlan {
  /** The runtime and the program, as one classic script. */
  script: string;
  options: RunOptions;
  /** A worker with this script that already waits for its greeting. */
  standby?: CagedWorker | undefined;
}

export interface RunHandle {
  /** Resolves when the run is over and its worker terminated. */
  readonly over: Promise<RunOver>;
  /** Changes the reader's pace while the program runs. */
  setSpeed(speed: number): void;
  /** The next run waits for the processor: a program that was told to stop and is not listening is not waited for. */
  hurry(): void;
}

export type RunOver =
  | { kind: 'ended'; end: RunEnd }
  /** The run was cut short by what is around it, not by the program: see the message. */
  | { kind: 'failed'; message: string };

interface Thread {
  /** Absent while it is being started; what it is to be told waits. */
  worker: StartedWorker | undefined;
  early: { message: TeamMessage; transfer: object[] }[];
  /** Trace events heard of it. */
  events: number;
  /** A secret of its own, without which a message does not count. */
  nonce: string;
  /** When the question was put to which there is no answer yet. */
  askedAt: number | undefined;
  hasStarted: boolean;
  /** Aborted when it is to be no more. */
  gone: AbortController;
}

/** Events that a full trace has beyond its limit: that it is full, and its end. */
const lastEvents = 2;
/** How often a running program is looked after, in real ms. */
const tickEvery = 100;

/** How many messages may come: so many in a burst, and so many per second in the long run. */
function createAllowance(burst: number, perSecond: number) {
  let tokens = burst;
  let refilledAt = performance.now();
  return {
    /** Whether so many more are within the allowance. */
    take(count: number): boolean {
      const now = performance.now();
      tokens = Math.min(burst, tokens + ((now - refilledAt) * perSecond) / 1_000) - count;
      refilledAt = now;
      return tokens >= 0;
    },
    giveBack() {
      tokens++;
    },
  };
}

/** Longest run in real ms. At the reader's own pace the waiting is deliberate, so only a program that stopped answering is cut early. */
function longestRun({ clock, speed, limit }: RunOptions): number {
  return clock === 'paced' && speed > 0 ? Math.max(limit, limits.pacedRun) : limit;
}

/**
 * Starts the run. `onMessage` gets `started`, `output` and `trace` messages while it lasts; how it ended is the value of
 * `over`. Aborting `signal` is the reader's Stop.
 */
export function runProgram(
  cage: Cage,
  { script, options, standby }: RunPlan,
  { signal, onMessage }: { signal: AbortSignal; onMessage: (message: RunMessage) => void },
): RunHandle {
  const { promise: over, resolve } = Promise.withResolvers<RunOver>();
  const closed = new AbortController();
  /** By number: the program's threads, those that are being started included. */
  const threads = new Map<number, Thread>();
  let speed = options.speed;
  const allowance = createAllowance(limits.messageBurst, limits.messagesPerSecond);
  const threadAllowance = createAllowance(limits.threadMessageBurst, limits.threadMessagesPerSecond);
  /** Virtual ms of the last thing heard. */
  let at = 0;
  let startedAt = 0;
  let settled = false;
  let farewell: ReturnType<typeof setTimeout> | undefined;
  let hurry: () => void = () => {};
  let watch: ReturnType<typeof setInterval> | undefined;
  const gone: Promise<void>[] = [];
  /** What the threads have said, in the order in which it was heard; the page is not held up by reading it. */
  const inbox = createSlices(limits.slice);

  const team = createTeam(options, {
    start: (own) => start(own.thread, own),
    post(number, message, transfer) {
      const thread = threads.get(number);
      if (thread?.worker) hand(thread.worker, message, transfer);
      else thread?.early.push({ message, transfer });
    },
    kill(number) {
      const thread = threads.get(number);
      threads.delete(number);
      if (thread) end(thread);
    },
    say,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
  });

  /** Hands on what the team says. A parcel that cannot be copied again is lost on the way. */
  function hand(worker: StartedWorker, message: TeamMessage, transfer: object[]) {
    try {
      worker.post(message, transfer);
    } catch (error) {
      if (message.type !== 'parcel') throw error;
      const { to, at, until } = message;
      worker.post({ type: 'parcel-lost', to, at, until } satisfies TeamMessage);
    }
  }

  function end({ worker, gone: over }: Thread) {
    over.abort();
    if (worker) gone.push(worker.kill());
  }

  function finish(result: RunOver) {
    if (settled) return;
    settled = true;
    clearInterval(watch);
    clearTimeout(farewell);
    inbox.close();
    closed.abort(result);
    for (const thread of threads.values()) end(thread);
    Promise.all(gone).then(() => resolve(result));
  }
  function cut(reason: 'stopped' | 'limit', exitCode: number, limit?: RunEnd['limit']) {
    if (settled) return;
    team.cut();
    finish({ kind: 'ended', end: { reason, exitCode, at, ...(limit && { limit }) } });
  }
  /** Asks the program to end; it is ended all the same. */
  function dismiss(reason: 'stopped' | 'time', value: number) {
    if (farewell !== undefined) return;
    const force = () =>
      reason === 'time' ? cut('limit', 143, { name: 'time', value }) : cut('stopped', 130);
    if (!threads.get(0)?.worker) return force();
    // Who has been silent for as long as a farewell may take has none to say.
    const now = performance.now();
    for (const { askedAt } of threads.values())
      if (askedAt !== undefined && now - askedAt >= limits.farewell) return force();
    team.dismiss();
    // A thread that has not begun has nothing to say.
    const never: RunEnd = { reason: 'stopped', exitCode: 130, at };
    for (const [number, { worker }] of threads)
      if (worker) worker.post({ type: 'stop', reason, value });
      else team.hear(number, { type: 'ended', end: never });
    farewell = setTimeout(force, limits.farewell);
    hurry = () => [...threads.values()].some(({ askedAt }) => askedAt !== undefined) && force();
  }

  /** Asks whether anybody is there, unless that is still open. */
  function ask(thread: Thread, now: number) {
    if (thread.askedAt !== undefined || !thread.worker) return;
    thread.askedAt = now;
    thread.worker.post({ type: 'ping' });
  }

  function tick() {
    const now = performance.now();
    const longest = longestRun({ ...options, speed });
    // Counted from the question and not from the last answer: a hidden page asks late, which is not the program's fault.
    // An answer may be among what has not been read yet.
    for (const { askedAt } of threads.values())
      if (askedAt !== undefined && now - askedAt >= options.limit && inbox.waiting() === 0)
        return cut('limit', 143, { name: 'blocked', value: options.limit });
    if (now - startedAt >= longest) dismiss('time', longest);
    else for (const thread of threads.values()) ask(thread, now);
  }

  function receive(number: number, thread: Thread, data: unknown): boolean {
    if (settled || threads.get(number) !== thread) return false;
    const message = workerMessage(data);
    const content = message !== invalid && message.nonce === thread.nonce ? message.message : undefined;
    const isBetweenThreads = content !== undefined && !isForReaders(content) && content.type !== 'pong';
    // What is transferred is costly to receive, ports above all.
    const count =
      content?.type === 'parcel' ? 1 + content.parcel.transfer.length + content.parcel.ports.length : 1;
    if (!(isBetweenThreads ? threadAllowance : allowance).take(count)) {
      const value = isBetweenThreads ? limits.threadMessageBurst : limits.messageBurst;
      cut('limit', 143, { name: 'messages', value });
      return false;
    }
    if (content === undefined) return false;
    if (content.type === 'pong') {
      // Only this shows that the thread was free: lines are also sent from inside an endless loop.
      thread.askedAt = undefined;
      allowance.giveBack();
      return false;
    }
    if (content.type === 'trace') {
      thread.events += content.events.length;
      // No runtime records as much as that; reading more of it would only cost the page time.
      if (thread.events > options.maxEvents + lastEvents) {
        cut('limit', 143, { name: 'messages', value: limits.messageBurst });
        return false;
      }
    }
    team.hear(number, content);
    if (content.type !== 'started') return false;
    if (thread.hasStarted) return false;
    thread.hasStarted = true;
    return true;
  }

  /** Takes what the program as a whole says. */
  function say(message: RunMessage) {
    if (settled) return;
    switch (message.type) {
      case 'started':
        if (watch !== undefined) return;
        startedAt = performance.now();
        watch = setInterval(tick, tickEvery);
        return onMessage(message);
      case 'output':
        for (const line of message.lines) at = Math.max(at, line.at);
        return onMessage(message);
      case 'trace':
        for (const event of message.events) at = Math.max(at, event.at);
        return onMessage(message);
      case 'test':
        return onMessage(message);
      case 'ended':
        return finish({ kind: 'ended', end: message.end });
      case 'refused':
        return;
    }
  }

  /** Starts a thread: the program's first one, or, at its own request, a worker. All have the same script. */
  function start(number: number, own?: ThreadStart) {
    const thread: Thread = {
      worker: undefined,
      early: [],
      events: 0,
      nonce: createNonce(),
      askedAt: undefined,
      hasStarted: false,
      gone: new AbortController(),
    };
    threads.set(number, thread);
    startWorker(cage, {
      script,
      greeting: { nonce: thread.nonce, options, ...(own && { own }) },
      queue(read) {
        // So many are beyond every allowance, whatever they say.
        if (inbox.waiting() < limits.messageBurst + limits.threadMessageBurst) inbox.add(read);
        else cut('limit', 143, { name: 'messages', value: limits.messageBurst });
      },
      onMessage: (data) => receive(number, thread, data),
      onFailed: () => {},
      signal: AbortSignal.any([closed.signal, thread.gone.signal]),
      watched: true,
      standby: own ? undefined : standby,
    }).then(
      (started) => {
        thread.worker = started;
        if (settled || threads.get(number) !== thread) return started.kill();
        if (speed !== options.speed) started.post({ type: 'speed', speed });
        for (const { message, transfer } of thread.early.splice(0)) hand(started, message, transfer);
        ask(thread, own ? performance.now() : startedAt);
        return undefined;
      },
      (error: unknown) => {
        if (!settled && threads.get(number) === thread)
          finish({
            kind: 'failed',
            message:
              `The program could not be started. ${error instanceof Error ? error.message : ''}`.trim(),
          });
      },
    );
  }

  const stop = () => dismiss('stopped', 0);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { signal: closed.signal });
  cage.lost.addEventListener(
    'abort',
    () => finish({ kind: 'failed', message: lossMessage(cage.lost.reason) }),
    {
      signal: closed.signal,
    },
  );

  start(0);

  return {
    over,
    setSpeed(next) {
      speed = next;
      team.setSpeed(speed);
      for (const { worker } of threads.values()) worker?.post({ type: 'speed', speed });
    },
    hurry: () => hurry(),
  };
}

function lossMessage(loss: unknown): string {
  switch (loss) {
    case 'crashed':
      return 'The sandbox stopped answering; most likely the program used up all memory. The next run gets a new one.';
    case 'unresponsive':
      return 'The program could not be terminated in time, so its sandbox was thrown away. The next run gets a new one.';
    default:
      return 'The sandbox was lost. The next run gets a new one.';
  }
}
