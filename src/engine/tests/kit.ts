/**
 * Tests inside a run: the API of `worlds/test.ts`, and what becomes of the one test that is asked for. It lives in the
 * program's realm, so everything is taken from the platform before the program runs, and the realm is locked.
 */

import type { OutputLine } from '../protocol.ts';
import type { Core } from '../runtime/core.ts';
import type { Realm } from '../runtime/kernel.ts';
import type { Recorder } from '../runtime/recorder.ts';
import { createChance } from './chance.ts';
import { createExpect, reportOf } from './expect.ts';
import { createFunctions } from './functions.ts';
import { lockDown } from './lockdown.ts';
import { createMatchers } from './matchers.ts';
import type { TestFailure, TestRequest, TestResult } from './protocol.ts';
import { createServerLocks, type ServerLocks } from './servers.ts';
import { type RequestRecord, type Watch, watch } from './watch.ts';

/** Where `worlds/test.ts` finds the kit, and takes it away. */
export const testsKey = Symbol.for('interleave.tests');

export interface TestTools {
  core: Core;
  realm: Realm;
  /** The first error nobody caught, as text. */
  uncaught(): string | undefined;
  /** Where an error was thrown, in the program's files; innermost first. */
  placesOf(error: unknown): readonly NonNullable<TestFailure['place']>[];
  post(result: TestResult): void;
}

/** What the run of a test adds to a run. */
export interface TestHooks {
  servers: ServerLocks;
  watch(recorder: Recorder, now: () => number): Recorder;
  printed(line: OutputLine): void;
  taskBegan(): void;
  /** A task, with its microtasks, has held the thread for so many virtual ms. */
  taskEnded(ms: number): void;
  /** Puts the kit in place and locks the realm; the program runs afterwards. */
  install(tools: TestTools): void;
  /** Runs the test that was asked for, once the program's modules have been evaluated. Never rejects. */
  run(): Promise<void>;
  /** Nothing is left to do. True when that was waited for, and the run goes on. */
  idle(): boolean;
}

export type TestExtension = (request: TestRequest) => TestHooks;

type Body = (chance?: unknown) => unknown;
interface Definition {
  name: string;
  body: Body;
  /** For a property: how many seeds. */
  runs?: number;
}

/** Runs of a property unless it says otherwise. */
const usualRuns = 100;
const mostRuns = 10_000;

export const createTests: TestExtension = (request) => {
  let tools: TestTools;
  let watched: Watch;
  const definitions: Definition[] = [];
  const lines: { at: number; text: string }[] = [];
  let longestTask = 0;
  let began = 0;
  let running = false;
  let over = false;
  let seed: number | undefined;
  let seeds = 0;
  let firstFailure: TestFailure | undefined;
  let settling: (() => void)[] = [];

  const now = () => tools.core.now();

  function failureOf(error: unknown): TestFailure {
    // The runtime's lists have no prototype.
    const place = Array.from(tools.placesOf(error)).find(({ file }) => !file.startsWith('worlds/'));
    return {
      ...reportOf(error),
      at: now(),
      ...(seed !== undefined && { seed }),
      ...(place && { place }),
    };
  }

  function fail(message: string): void {
    firstFailure ??= { message, at: now(), ...(seed !== undefined && { seed }) };
  }

  function finish(): void {
    if (over) return;
    over = true;
    running = false;
    tools.post({
      name: request.name,
      defined: definitions.map(({ name }) => name),
      ...(firstFailure && { failure: firstFailure }),
      ...(seeds > 0 && { seeds }),
    });
  }

  /** Fulfils in a task of its own, when everything due until then has run. */
  function pass(ms: number): Promise<void> {
    return new Promise((resolve) => {
      tools.core.schedule(ms, resolve, { kind: 'timeout', recorded: false });
    });
  }

  async function perform(body: Body, chance?: unknown): Promise<void> {
    try {
      await body(chance);
    } catch (error) {
      firstFailure ??= failureOf(error);
    }
    // What the last microtasks have left unhandled is known after the turn.
    await pass(0);
    const uncaught = tools.uncaught();
    if (uncaught !== undefined) fail(`an error was left that nobody caught: ${uncaught}`);
  }

  function define(definition: Definition): void {
    if (typeof definition.name !== 'string' || typeof definition.body !== 'function')
      throw new TypeError('A test has a name and a function.');
    definitions.push(definition);
  }

  async function runTest(): Promise<void> {
    const definition = definitions.find(({ name }) => name === request.name);
    if (!definition) return finish();
    running = true;
    if (definition.runs === undefined) await perform(definition.body);
    else {
      const first = request.seed ?? 1;
      const last = request.seed ?? definition.runs;
      for (seed = first; seed <= last && !firstFailure; seed++) {
        seeds++;
        await perform(definition.body, createChance(seed, delay));
        if (firstFailure) break;
      }
    }
    finish();
  }

  /** A timer of the platform's, so that the timeline shows it. */
  let delay = (_ms: number): Promise<void> => Promise.resolve();

  function installKit({ realm }: TestTools): void {
    const { fn, recordOf } = createFunctions(now);
    const { setTimeout } = realm.global;
    delay = (ms) => new Promise((resolve) => void setTimeout(resolve, ms));
    const servers = new WeakMap<object, { maxInFlight: number }>();

    const program = Object.freeze({
      get lines() {
        return lines.map(({ text }) => text);
      },
      get output() {
        return lines.map((line) => ({ ...line }));
      },
      get left() {
        const { timers, listeners, requests, rejections } = watched;
        return {
          timers: timers.size,
          listeners: listeners.size,
          requests: requests.size,
          rejections: rejections.size,
        };
      },
      get longestTask() {
        return Math.max(longestTask, now() - began);
      },
    });
    const expect = createExpect({
      own: createMatchers({
        recordOf,
        flightOf(value) {
          const record = recordOf(value);
          if (record) return { what: 'call', maxInFlight: record.maxInFlight };
          const server = typeof value === 'object' && value !== null ? servers.get(value) : undefined;
          return server && { what: 'request', maxInFlight: server.maxInFlight };
        },
        isProgram: (value) => value === program,
        output: () => lines,
        watch: watched,
      }),
      failed(error) {
        if (running) firstFailure ??= failureOf(error);
      },
    });
    const kit = Object.freeze({
      test: (name: string, body: Body) => define({ name, body }),
      property: (name: string, body: Body, { runs = usualRuns }: { runs?: number } = {}) =>
        define({ name, body, runs: Math.min(runs, mostRuns) }),
      clock: Object.freeze({
        now,
        advance: pass,
        settle: () => new Promise<void>((resolve) => settling.push(resolve)),
      }),
      program,
      server(host: string) {
        const requests = watched.served.filter(({ server }) => server === host).map(shown);
        const record = Object.freeze({
          requests: Object.freeze(requests),
          maxInFlight: mostAtOnce(requests),
        });
        servers.set(record, record);
        return record;
      },
      fn,
      expect,
    });
    Object.defineProperty(realm.global, testsKey, { value: kit, configurable: true });
  }

  return {
    servers: createServerLocks(),
    watch(recorder, time) {
      watched = watch(recorder, time);
      return watched.recorder;
    },
    printed({ at, text, level }) {
      if (level !== 'system') lines.push({ at, text });
    },
    taskBegan() {
      began = now();
    },
    taskEnded(ms) {
      longestTask = Math.max(longestTask, ms);
    },
    install(given) {
      tools = given;
      began = 0;
      installKit(given);
      lockDown(given.realm.global);
    },
    run: () => runTest(),
    idle() {
      if (settling.length > 0) {
        const waiting = settling;
        settling = [];
        tools.core.post('posted', () => {
          for (const resolve of waiting) resolve();
        });
        return true;
      }
      if (running) {
        fail('the test never ends: it waits for something, and nothing is left that could happen');
        finish();
      }
      return false;
    },
  };
};

function shown({ what, started, finished, aborted }: RequestRecord) {
  return Object.freeze({
    what,
    started,
    ...(finished !== undefined && { finished }),
    ...(aborted !== undefined && { aborted }),
  });
}

/** The most intervals that share a moment; one that ends when another begins does not overlap it. */
function mostAtOnce(requests: readonly ReturnType<typeof shown>[]): number {
  const endOf = ({ finished, aborted }: ReturnType<typeof shown>) =>
    finished ?? aborted ?? Number.POSITIVE_INFINITY;
  return Math.max(
    0,
    ...requests.map(
      ({ started }) => requests.filter((other) => other.started <= started && endOf(other) > started).length,
    ),
  );
}
