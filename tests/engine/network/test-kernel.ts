/** A kernel on a virtual clock, just large enough to test what is written against the interface. */

import { defaultRunOptions, type RunOptions } from '../../../src/engine/protocol.ts';
import type { Kernel, NewEvent, ScheduleOptions } from '../../../src/engine/runtime/kernel.ts';

export interface TestKernel extends Kernel {
  /** What was recorded: `at` and the event. */
  events: (NewEvent & { at: number; seq: number })[];
  lines: { at: number; level: string; text: string }[];
  /** Runs timers, one task each, until none is left. Native work in flight (`hold`) is waited for first. */
  run(): Promise<void>;
  held: number;
  /** How many keep the run alive. */
  alive: number;
}

/** Lets everything native and every microtask run that can; also in a browser. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });

export function testKernel(options: Partial<RunOptions> = {}): TestKernel {
  let time = 0;
  let timers: { id: number; due: number; callback: () => void; cause: number }[] = [];
  let last = 0;
  let running = -1;
  const events: TestKernel['events'] = [];
  const lines: TestKernel['lines'] = [];

  const kernel: TestKernel = {
    options: { ...defaultRunOptions, ...options },
    events,
    lines,
    held: 0,
    alive: 0,
    eachRun: (begin) => begin(),
    now: () => time,
    read: () => {
      time += 0.01;
      return time;
    },
    schedule(delay: number, callback: () => void, { cause = running }: ScheduleOptions) {
      last += 1;
      timers.push({ id: last, due: time + Math.max(0, delay), callback, cause });
      return last;
    },
    cancel(id) {
      timers = timers.filter((timer) => timer.id !== id);
    },
    post(kind, callback) {
      kernel.schedule(0, callback, { kind: 'timeout', task: kind });
    },
    hold() {
      kernel.held += 1;
      return () => {
        kernel.held -= 1;
      };
    },
    native(name, promise) {
      const release = kernel.hold();
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T) => {
          release();
          kernel.post('posted', () => how(value), name);
        };
      return new Promise((resolve, reject) => {
        promise.then(settle(resolve), settle(reject));
      });
    },
    keepAlive() {
      let over = false;
      kernel.alive += 1;
      return () => {
        if (!over) kernel.alive -= 1;
        over = true;
      };
    },
    record(event) {
      events.push({ ...event, at: time, seq: events.length, cause: event.cause ?? running });
      return events.length - 1;
    },
    cause: () => running,
    within(cause, callback) {
      const before = running;
      running = cause;
      try {
        return callback();
      } finally {
        running = before;
      }
    },
    takeSite: () => -1,
    siteOf: () => undefined,
    print: (level, text) => lines.push({ at: time, level, text }),
    reportUncaught: (error) => {
      throw error;
    },
    random: () => 0.5,
    async run() {
      await turn();
      for (;;) {
        while (kernel.held > 0) await turn();
        const [next] = timers.sort((a, b) => a.due - b.due || a.id - b.id);
        if (!next) return;
        kernel.cancel(next.id);
        time = Math.max(time, next.due);
        kernel.within(next.cause, next.callback);
        await turn();
      }
    },
  };
  return kernel;
}
