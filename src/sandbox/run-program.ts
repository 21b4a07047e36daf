/**
 * One run of one program in a worker of its own. Lives in the broker, on a thread that no program can block, and keeps
 * every promise that must hold against a hostile program: the limits, Stop, and that only checked copies get out.
 */
import type { RunEnd, RunMessage, RunOptions } from '../engine/protocol.ts';
import { limits } from './limits.ts';
import type { Cage, CagedWorker } from './open-cage.ts';
import { invalid } from './shape.ts';
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
}

export type RunOver =
  | { kind: 'ended'; end: RunEnd }
  /** The run was cut short by what is around it, not by the program: see the message. */
  | { kind: 'failed'; message: string };

/** How often a running program is looked after, in real ms. */
const tickEvery = 100;

/** A secret of one run, without which a message does not count. */
function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
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
  const nonce = createNonce();
  const { promise: over, resolve } = Promise.withResolvers<RunOver>();
  const closed = new AbortController();
  let worker: StartedWorker | undefined;
  let speed = options.speed;
  let tokens: number = limits.messageBurst;
  let refilledAt = performance.now();
  let events = 0;
  /** Virtual ms of the last thing heard. */
  let at = 0;
  let startedAt = 0;
  /** When the question was put to which there is no answer yet. */
  let askedAt: number | undefined;
  let settled = false;
  let farewell: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setInterval> | undefined;

  function finish(result: RunOver) {
    if (settled) return;
    settled = true;
    clearInterval(watch);
    clearTimeout(farewell);
    closed.abort(result);
    const gone = worker?.kill() ?? Promise.resolve();
    gone.then(() => resolve(result));
  }
  const cut = (reason: 'stopped' | 'limit', exitCode: number, limit?: RunEnd['limit']) =>
    finish({ kind: 'ended', end: { reason, exitCode, at, ...(limit && { limit }) } });
  /** Asks the program to end; it is ended all the same. */
  function dismiss(reason: 'stopped' | 'time', value: number) {
    if (farewell !== undefined) return;
    const force = () =>
      reason === 'time' ? cut('limit', 143, { name: 'time', value }) : cut('stopped', 130);
    if (!worker) return force();
    worker.post({ type: 'stop', reason, value });
    farewell = setTimeout(force, limits.farewell);
  }

  /** Asks whether anybody is there, unless that is still open. */
  function ask(now: number) {
    if (askedAt !== undefined || !worker) return;
    askedAt = now;
    worker.post({ type: 'ping' });
  }

  function tick() {
    const now = performance.now();
    const longest = longestRun({ ...options, speed });
    // Counted from the question and not from the last answer: a hidden page asks late, which is not the program's fault.
    if (askedAt !== undefined && now - askedAt >= options.limit)
      cut('limit', 143, { name: 'blocked', value: options.limit });
    else if (now - startedAt >= longest) dismiss('time', longest);
    else ask(now);
  }

  /** Whether one more message is within the run's allowance. */
  function takeToken(): boolean {
    const now = performance.now();
    const refill = ((now - refilledAt) * limits.messagesPerSecond) / 1_000;
    tokens = Math.min(limits.messageBurst, tokens + refill) - 1;
    refilledAt = now;
    return tokens >= 0;
  }

  function receive(data: unknown): boolean {
    if (settled) return false;
    const message = workerMessage(data);
    if (!takeToken()) {
      cut('limit', 143, { name: 'messages', value: limits.messageBurst });
      return false;
    }
    if (message === invalid || message.nonce !== nonce) return false;
    const content = message.message;
    switch (content.type) {
      case 'started':
        if (watch !== undefined) return false;
        startedAt = performance.now();
        watch = setInterval(tick, tickEvery);
        onMessage(content);
        return true;
      case 'pong':
        // Only this shows that the thread was free: lines are also sent from inside an endless loop.
        askedAt = undefined;
        tokens++;
        return false;
      case 'output':
        for (const line of content.lines) at = Math.max(at, line.at);
        onMessage(content);
        return false;
      case 'trace':
        for (const event of content.events) at = Math.max(at, event.at);
        events += content.events.length;
        if (events <= limits.events) onMessage(content);
        return false;
      case 'test':
        onMessage(content);
        return false;
      case 'ended':
        finish({ kind: 'ended', end: content.end });
        return false;
      case 'refused':
        return false;
    }
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

  startWorker(cage, {
    script,
    greeting: { nonce, options },
    onMessage: receive,
    onFailed: () => {},
    signal: closed.signal,
    watched: true,
    standby,
  }).then(
    (started) => {
      worker = started;
      if (settled) return started.kill();
      if (speed !== options.speed) started.post({ type: 'speed', speed });
      ask(startedAt);
      return undefined;
    },
    (error: unknown) => {
      if (!settled)
        finish({
          kind: 'failed',
          message: `The program could not be started. ${error instanceof Error ? error.message : ''}`.trim(),
        });
    },
  );

  return {
    over,
    setSpeed(next) {
      speed = next;
      worker?.post({ type: 'speed', speed });
    },
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
