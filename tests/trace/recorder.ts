/**
 * Writes traces by hand, as test data: it fills in `seq`, `at` and `job`, and knows nothing of an engine.
 * Methods return the `seq` of what they recorded, to be given as the cause of something later.
 */
import type {
  CallKind,
  EndReason,
  ErrorReport,
  LogLevel,
  ReactionKind,
  SuspendKind,
  TaskKind,
  TimerKind,
  Trace,
  TraceEvent,
} from '../../src/trace/event.ts';

type NewEvent = TraceEvent extends infer E
  ? E extends TraceEvent
    ? Omit<E, 'seq' | 'at' | 'job'>
    : never
  : never;

/** Where and why: a 1-based line of `main.ts`, and the `seq` of the cause. */
export interface At {
  line?: number;
  cause?: number;
}

export class Recorder {
  readonly trace: Trace = { version: 1, sites: [], events: [] };
  now = 0;
  #job = -1;
  #sites = new Map<number, number>();
  #number = 0;

  /** Lets virtual time pass. */
  pass(ms: number): this {
    this.now += ms;
    return this;
  }

  /** The next event begins a microtask. */
  micro(): this {
    this.#job++;
    return this;
  }

  task(kind: TaskKind, { cause, name }: At & { name?: string } = {}): number {
    this.#job++;
    return this.#add(
      { type: 'task', kind, ...(name === undefined ? {} : { name }) },
      cause === undefined ? {} : { cause },
    );
  }

  taskEnd(): number {
    return this.#add({ type: 'task-end' });
  }

  /** Returns the number of the call; its `seq` is `lastSeq`. */
  call(name: string, kind: CallKind, line: number, parent?: number): number {
    const call = this.#next();
    this.#add({ type: 'call', call, name, kind, ...(parent === undefined ? {} : { parent }) }, { line });
    return call;
  }

  suspend(call: number, line: number, on: SuspendKind = 'await'): number {
    return this.#add({ type: 'suspend', call, on }, { line });
  }

  resume(call: number, at: At = {}, how: 'value' | 'error' | 'return' = 'value'): number {
    return this.#add({ type: 'resume', call, with: how }, at);
  }

  return(call: number, at: At = {}): number {
    return this.#add({ type: 'return', call }, at);
  }

  throw(call: number, message: string, at: At = {}): number {
    return this.#add({ type: 'throw', call, error: errorReport(message) }, at);
  }

  /** Returns the number of the timer; its `seq` is `lastSeq`. */
  timerSet(delay: number, at: At & { kind?: TimerKind; name?: string } = {}): number {
    const timer = this.#next();
    const { kind = 'timeout', name } = at;
    this.#add(
      {
        type: 'timer-set',
        timer,
        kind,
        delay,
        due: this.now + delay,
        ...(name === undefined ? {} : { name }),
      },
      at,
    );
    return timer;
  }

  timerFired(timer: number, at: At & { next?: number } = {}): number {
    return this.#add({ type: 'timer-fired', timer, ...(at.next === undefined ? {} : { next: at.next }) }, at);
  }

  timerCleared(timer: number, at: At = {}): number {
    return this.#add({ type: 'timer-cleared', timer }, at);
  }

  reactionSet(kind: ReactionKind, at: At & { name?: string } = {}): number {
    const reaction = this.#next();
    this.#add(
      { type: 'reaction-set', reaction, kind, ...(at.name === undefined ? {} : { name: at.name }) },
      at,
    );
    return reaction;
  }

  reactionRun(reaction: number, at: At = {}, how: 'value' | 'error' | 'nothing' = 'value'): number {
    return this.#add({ type: 'reaction-run', reaction, with: how }, at);
  }

  reactionEnd(reaction: number): number {
    return this.#add({ type: 'reaction-end', reaction });
  }

  requestSent(server: string, path: string, at: At = {}): number {
    const request = this.#next();
    this.#add({ type: 'request-sent', request, server, method: 'GET', url: `https://${server}${path}` }, at);
    return request;
  }

  requestStarted(request: number, server: string, cause?: number): number {
    return this.#add({ type: 'request-started', request, server }, cause === undefined ? {} : { cause });
  }

  requestFinished(request: number, server: string, cause?: number, status = 200): number {
    return this.#add(
      { type: 'request-finished', request, server, status },
      cause === undefined ? {} : { cause },
    );
  }

  requestAborted(request: number, server: string, by: 'client' | 'server', at: At = {}): number {
    return this.#add({ type: 'request-aborted', request, server, by }, at);
  }

  response(request: number, at: At = {}, status = 200): number {
    return this.#add({ type: 'response', request, status }, at);
  }

  listenerAdded(event: string, target: string, at: At = {}): number {
    const listener = this.#next();
    this.#add({ type: 'listener-added', listener, event, target }, at);
    return listener;
  }

  listenerRun(listener: number, event: string, at: At = {}): number {
    return this.#add({ type: 'listener-run', listener, event }, at);
  }

  listenerEnd(listener: number): number {
    return this.#add({ type: 'listener-end', listener });
  }

  listenerRemoved(listener: number): number {
    return this.#add({ type: 'listener-removed', listener });
  }

  messageSent(channel: string, at: At = {}): number {
    const message = this.#next();
    this.#add({ type: 'message-sent', message, channel }, at);
    return message;
  }

  messageReceived(message: number, channel: string, at: At = {}): number {
    return this.#add({ type: 'message-received', message, channel }, at);
  }

  log(text: string, line?: number, level: LogLevel = 'log'): number {
    return this.#add({ type: 'log', level, text }, line === undefined ? {} : { line });
  }

  mark(number: number, label: string, line?: number): number {
    return this.#add({ type: 'mark', number, label }, line === undefined ? {} : { line });
  }

  abort(reason: string, at: At = {}): number {
    return this.#add({ type: 'abort', signal: this.#next(), reason }, at);
  }

  uncaught(message: string, at: At = {}): number {
    return this.#add({ type: 'uncaught-error', error: errorReport(message) }, at);
  }

  unhandled(message: string, at: At = {}): number {
    const rejection = this.#next();
    this.#add({ type: 'unhandled-rejection', error: errorReport(message), rejection }, at);
    return rejection;
  }

  rejectionHandled(rejection: number): number {
    return this.#add({ type: 'rejection-handled', rejection });
  }

  truncated(dropped: number): number {
    return this.#add({ type: 'truncated', dropped });
  }

  end(reason: EndReason = 'quiet', exitCode = 0): Trace {
    this.#add({ type: 'end', reason, exitCode });
    return this.trace;
  }

  /** `seq` of the last event. */
  get lastSeq(): number {
    return this.trace.events.length - 1;
  }

  #next(): number {
    this.#number++;
    return this.#number;
  }

  #add(event: NewEvent, { line, cause }: At = {}): number {
    const seq = this.trace.events.length;
    // The spread of a union is not seen to be a member of the union again.
    const whole = {
      ...event,
      seq,
      at: this.now,
      job: Math.max(0, this.#job),
      ...(line === undefined ? {} : { site: this.#site(line) }),
      ...(cause === undefined ? {} : { cause }),
    } as TraceEvent;
    this.trace.events.push(whole);
    return seq;
  }

  #site(line: number): number {
    const known = this.#sites.get(line);
    if (known !== undefined) return known;
    const index = this.trace.sites.length;
    this.trace.sites.push({ file: 'main.ts', line: line - 1, column: 2, endLine: line - 1, endColumn: 20 });
    this.#sites.set(line, index);
    return index;
  }
}

export function errorReport(message: string): ErrorReport {
  return { name: 'Error', message, frames: [], text: `Error: ${message}` };
}
