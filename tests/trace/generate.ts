/**
 * Random traces that are valid by construction, as test data: a small event loop with timers, requests, messages and a
 * microtask queue makes them up. It also notes, after each event, what really was on the stack and in the queue, so that
 * what is derived from the trace can be held against the truth.
 */
import fc from 'fast-check';
import type { Trace } from '../../src/trace/event.ts';
import { Recorder } from './recorder.ts';

/** What was the case after an event. Things are given as `call 3` or `reaction 5`: kind and number. */
export interface Truth {
  /** Innermost first; without tasks. */
  stack: string[];
  /** Microtasks in the order in which they will run. */
  queue: string[];
}

export interface Generated {
  trace: Trace;
  truth: Truth[];
}

/** Valid traces of up to a few hundred events. */
export const generated: fc.Arbitrary<Generated> = fc
  .array(fc.nat(1_000_000), { maxLength: 300, size: 'max' })
  .map((choices) => new Loop(choices).run());

type Microtask =
  | { kind: 'call'; id: number; cause: number; error: boolean }
  | { kind: 'reaction'; id: number; cause: number };

interface Frame {
  kind: 'call' | 'reaction' | 'listener';
  id: number;
  generator: boolean;
}

interface Pending {
  due: number;
  order: number;
  run: () => void;
}

class Loop {
  #r = new Recorder();
  #choices: number[];
  #next = 0;
  #stack: Frame[] = [];
  #queue: Microtask[] = [];
  #pending: Pending[] = [];
  #order = 0;
  #truth: Truth[] = [];
  /** Calls that wait for something, and the parent whose `await` their end settles. */
  #waiting = new Set<number>();
  #parents = new Map<number, number>();
  #suspended = new Set<number>();
  #reactions = new Set<number>();
  #listeners = new Map<number, string>();
  #timers = new Map<number, Pending>();
  #requests = new Map<number, { state: 'sent' | 'started' | 'finished'; gone: boolean }>();
  #marks = 0;
  #rejections: number[] = [];

  constructor(choices: number[]) {
    this.#choices = choices;
  }

  run(): Generated {
    this.#note(this.#r.task('program'));
    const main = this.#r.call('main.ts', 'module', 1);
    this.#enter({ kind: 'call', id: main, generator: false });
    this.#body();
    this.#endTask();
    this.#drain();
    for (let next = this.#take(); next; next = this.#take()) {
      this.#r.now = Math.max(this.#r.now, next.due);
      next.run();
    }
    if (this.#choose(8) === 1) {
      this.#note(this.#r.truncated(1 + this.#choose(100)));
      this.#r.end('limit');
    } else this.#r.end();
    this.#note();
    return { trace: this.#r.trace, truth: this.#truth };
  }

  /** A number below `n`; 0 once the choices are used up, which must let everything come to an end. */
  #choose(n: number): number {
    return (this.#choices[this.#next++] ?? 0) % n;
  }

  get #tired(): boolean {
    return this.#next >= this.#choices.length;
  }

  #later(delay: number, run: () => void): Pending {
    const pending = { due: this.#r.now + delay, order: this.#order++, run };
    this.#pending.push(pending);
    return pending;
  }

  #take(): Pending | undefined {
    this.#pending.sort((a, b) => a.due - b.due || a.order - b.order);
    return this.#pending.shift();
  }

  #note(_seq?: number): void {
    const stack = this.#stack.map(({ kind, id }) => `${kind} ${id}`).reverse();
    const queue = this.#queue.map(({ kind, id }) => `${kind} ${id}`);
    while (this.#truth.length < this.#r.trace.events.length) this.#truth.push({ stack, queue });
  }

  #enter(frame: Frame): void {
    this.#stack.push(frame);
    this.#note();
  }

  /** What runs in a job: some actions, then whatever is left on the stack pauses or ends. */
  #body(): void {
    const base = this.#stack.length - 1;
    for (let actions = 2 + this.#choose(8); actions > 0 && !this.#tired; actions--) {
      this.#act();
      if (this.#stack.length <= base) break;
    }
    while (this.#stack.length > Math.max(0, base)) this.#leave();
  }

  #act(): void {
    const r = this.#r;
    const line = 1 + this.#choose(9);
    const top = this.#stack.at(-1);
    switch (this.#choose(17)) {
      case 0:
        this.#note(r.log(`line ${line}`, line));
        break;
      case 1: {
        const parent = this.#stack.findLast(({ kind }) => kind === 'call')?.id;
        const generator = this.#choose(4) === 0;
        const call = r.call(`f${this.#choose(3)}`, generator ? 'generator' : 'async', line, parent);
        if (parent !== undefined && !generator) this.#parents.set(call, parent);
        this.#enter({ kind: 'call', id: call, generator });
        break;
      }
      case 2:
        if (top) this.#leave();
        break;
      case 3: {
        const delay = this.#choose(5) * 10;
        const timer = r.timerSet(delay, { line });
        const set = r.lastSeq;
        this.#timers.set(
          timer,
          this.#later(delay, () => this.#fire(timer, set)),
        );
        this.#note();
        break;
      }
      case 4: {
        const every = 10 + this.#choose(3) * 10;
        const timer = r.timerSet(every, { kind: 'interval', line });
        const set = r.lastSeq;
        this.#timers.set(
          timer,
          this.#later(every, () => this.#tick(timer, set, every)),
        );
        this.#note();
        break;
      }
      case 5: {
        const timer = this.#any(this.#timers.keys());
        if (timer === undefined) break;
        const pending = this.#timers.get(timer);
        this.#pending = this.#pending.filter((other) => other !== pending);
        this.#timers.delete(timer);
        this.#note(r.timerCleared(timer, { line }));
        break;
      }
      case 6: {
        const server = this.#choose(2) === 0 ? 'rates.test' : 'weather.test';
        const request = r.requestSent(server, `/${line}`, { line });
        this.#requests.set(request, { state: 'sent', gone: false });
        this.#later(5, () => this.#serve(request, server));
        this.#note();
        break;
      }
      case 7: {
        const request = this.#any([...this.#requests].filter(([, { gone }]) => !gone).map(([id]) => id));
        const state = this.#requests.get(request ?? -1);
        if (request === undefined || !state) break;
        state.gone = true;
        this.#note(r.requestAborted(request, this.#serverOf(request), 'client', { line }));
        break;
      }
      case 8: {
        const reaction = r.reactionSet('then', { line });
        this.#reactions.add(reaction);
        this.#note();
        break;
      }
      case 9: {
        const reaction = r.reactionSet('queueMicrotask', { line });
        this.#queue.push({ kind: 'reaction', id: reaction, cause: r.lastSeq });
        this.#note();
        break;
      }
      case 10: {
        const type = this.#choose(2) === 0 ? 'abort' : 'message';
        this.#listeners.set(r.listenerAdded(type, 'EventTarget', { line }), type);
        this.#note();
        break;
      }
      case 11: {
        const listener = this.#any(this.#listeners.keys());
        if (listener === undefined) break;
        r.listenerRun(listener, this.#listeners.get(listener) ?? '', { cause: r.lastSeq });
        this.#enter({ kind: 'listener', id: listener, generator: false });
        break;
      }
      case 12: {
        const listener = this.#any(this.#listeners.keys());
        if (listener === undefined) break;
        this.#listeners.delete(listener);
        this.#note(r.listenerRemoved(listener));
        break;
      }
      case 13: {
        const message = r.messageSent('port', { line });
        const sent = r.lastSeq;
        this.#later(0, () => {
          this.#note(r.task('message', { cause: sent }));
          this.#wakeSome(r.messageReceived(message, 'port', { cause: sent }));
          this.#body();
          this.#endTask();
          this.#drain();
        });
        this.#note();
        break;
      }
      case 14:
        r.pass(this.#choose(4) * 20);
        break;
      case 15:
        this.#note(r.mark(++this.#marks, `mark ${line}`, line));
        break;
      case 16: {
        const generator = this.#any(this.#suspended);
        if (generator === undefined) break;
        this.#suspended.delete(generator);
        r.resume(generator, { line });
        this.#enter({ kind: 'call', id: generator, generator: true });
        break;
      }
    }
  }

  /** The top of the stack pauses or ends. */
  #leave(): void {
    const r = this.#r;
    const top = this.#stack.pop();
    if (!top) return;
    const line = 1 + this.#choose(9);
    if (top.kind === 'reaction') r.reactionEnd(top.id);
    else if (top.kind === 'listener') r.listenerEnd(top.id);
    else if (top.generator) {
      if (this.#choose(2) === 1) {
        r.suspend(top.id, line, 'yield');
        this.#suspended.add(top.id);
      } else r.return(top.id, { line });
    } else {
      const how = this.#choose(4);
      if (how === 1) {
        const suspend = r.suspend(top.id, line);
        this.#queue.push({ kind: 'call', id: top.id, cause: suspend, error: false });
      } else if (how === 2) {
        r.suspend(top.id, line, this.#choose(2) === 0 ? 'await' : 'for-await');
        this.#waiting.add(top.id);
      } else {
        const end = how === 3 ? r.throw(top.id, 'no', { line }) : r.return(top.id, { line });
        const parent = this.#parents.get(top.id);
        if (parent !== undefined && this.#waiting.delete(parent)) {
          this.#queue.push({ kind: 'call', id: parent, cause: end, error: how === 3 });
        }
      }
    }
    this.#note();
  }

  #endTask(): void {
    while (this.#stack.length > 0) this.#leave();
    this.#note(this.#r.taskEnd());
  }

  #drain(): void {
    const r = this.#r;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      r.micro();
      if (next.kind === 'call') {
        r.resume(next.id, { line: 3, cause: next.cause }, next.error ? 'error' : 'value');
        this.#enter({ kind: 'call', id: next.id, generator: false });
      } else {
        r.reactionRun(next.id, { cause: next.cause });
        this.#enter({ kind: 'reaction', id: next.id, generator: false });
      }
      this.#body();
      while (this.#stack.length > 0) this.#leave();
    }
    if (this.#choose(9) === 1) {
      this.#rejections.push(r.unhandled('nobody', { cause: r.lastSeq }));
      this.#note();
    } else if (this.#choose(5) === 1) {
      const rejection = this.#rejections.pop();
      if (rejection !== undefined) this.#note(r.rejectionHandled(rejection));
    }
  }

  #fire(timer: number, set: number): void {
    this.#timers.delete(timer);
    this.#note(this.#r.task('timer', { cause: set }));
    this.#wakeSome(this.#r.timerFired(timer, { cause: set }));
    this.#body();
    this.#endTask();
    this.#drain();
  }

  #tick(timer: number, set: number, every: number): void {
    const r = this.#r;
    this.#note(r.task('timer', { cause: set }));
    if (this.#tired) {
      this.#timers.delete(timer);
      this.#note(r.timerFired(timer, { cause: set }));
    } else {
      const fired = r.timerFired(timer, { cause: set, next: r.now + every });
      this.#timers.set(
        timer,
        this.#later(every, () => this.#tick(timer, fired, every)),
      );
      this.#wakeSome(fired);
    }
    this.#body();
    this.#endTask();
    this.#drain();
  }

  #serve(request: number, server: string): void {
    const r = this.#r;
    const state = this.#requests.get(request);
    if (!state || (state.gone && this.#choose(2) === 0)) return;
    state.state = 'started';
    this.#note(r.requestStarted(request, server));
    const started = r.lastSeq;
    this.#later(10 * (1 + this.#choose(9)), () => {
      if (this.#choose(6) === 1) this.#note(r.requestAborted(request, server, 'server'));
      else this.#note(r.requestFinished(request, server, started, this.#choose(5) === 1 ? 503 : 200));
      const cause = r.lastSeq;
      state.state = 'finished';
      if (state.gone) return;
      this.#later(this.#choose(2) * 5, () => {
        if (state.gone) return;
        state.gone = true;
        this.#note(r.task('network', { cause }));
        this.#wakeSome(
          r.response(request, { cause }, r.trace.events[cause]?.type === 'request-aborted' ? 0 : 200),
        );
        this.#body();
        this.#endTask();
        this.#drain();
      });
    });
  }

  /** Some of what waits is settled by the event just recorded. */
  #wakeSome(cause: number): void {
    for (const id of [...this.#waiting]) {
      if (this.#choose(2) === 1) continue;
      this.#waiting.delete(id);
      this.#queue.push({ kind: 'call', id, cause, error: this.#choose(5) === 1 });
    }
    for (const id of [...this.#reactions]) {
      if (this.#choose(2) === 1) continue;
      this.#reactions.delete(id);
      this.#queue.push({ kind: 'reaction', id, cause });
    }
    this.#note();
  }

  #any<T>(items: Iterable<T>): T | undefined {
    const all = [...items];
    return all.length === 0 ? undefined : all[this.#choose(all.length)];
  }

  #serverOf(request: number): string {
    for (const event of this.#r.trace.events) {
      if (event.type === 'request-sent' && event.request === request) return event.server;
    }
    return '';
  }
}
