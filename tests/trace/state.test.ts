import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { derive } from '../../src/trace/derive.ts';
import type { Trace } from '../../src/trace/event.ts';
import { type Moment, stateAt } from '../../src/trace/state.ts';
import { stepBack, stepForward, stepsOf } from '../../src/trace/steps.ts';
import { cases, derived, traceOf } from './cases.ts';
import { generated } from './generate.ts';
import { agreesWithReference, labelIn, stepsBothWays } from './properties.ts';
import { Recorder } from './recorder.ts';

const runs = { numRuns: 200 };

describe('the state at a moment', () => {
  test('before the first event is empty', () => {
    const moment = stateAt(derived('one-after-another'), -1);
    assert.deepEqual(moment, {
      seq: -1,
      at: 0,
      thread: undefined,
      running: 'nothing',
      task: undefined,
      stack: [],
      microtasks: [],
      reactions: [],
      timers: [],
      calls: [],
      servers: [],
      messages: [],
      listeners: [],
      output: [],
      rejections: [],
    });
  });

  test('shows the stack, innermost first, with the place where each function stands', () => {
    const moment = stateAt(derived('one-after-another'), seqOf('one-after-another', 'request-sent'));
    assert.equal(moment.running, 'task');
    assert.equal(moment.task?.label, 'program');
    assert.deepEqual(
      moment.stack.map(({ kind, label, site }) => [kind, label, site && site.line + 1]),
      [
        ['call', 'rate 1', 2],
        ['call', 'main.ts', 1],
        ['task', 'program', undefined],
      ],
    );
    assert.deepEqual(
      moment.calls.map(({ label, state }) => [label, state]),
      [
        ['main.ts', 'calling'],
        ['rate 1', 'running'],
      ],
    );
  });

  test('while nothing runs lists who waits, and for what the server is at work', () => {
    const moment = stateAt(derived('all-at-once'), seqOf('all-at-once', 'request-finished') - 1);
    assert.equal(moment.running, 'nothing');
    assert.deepEqual(moment.stack, []);
    assert.deepEqual(
      moment.calls.map(({ label, state, on, site }) => [label, state, on, site && site.line + 1]),
      [
        ['main.ts', 'waiting', 'await', 6],
        ...[1, 2, 3, 4, 5].map((n) => [`rate ${n}`, 'waiting', 'await', 2]),
      ],
    );
    assert.deepEqual(
      moment.servers.map(({ server, requests }) => [server, requests.map(({ phase }) => phase)]),
      [['rates.test', ['started', 'started', 'started', 'started', 'started']]],
    );
  });

  test('lists pending timers in the order in which they are due', () => {
    const moment = stateAt(derived('standing-still'), seqOf('standing-still', 'task-end'));
    assert.deepEqual(
      moment.timers.map(({ label, due }) => [label, due]),
      [
        ['interval 1 (tick)', 50],
        ['timer 1 (work)', 60],
        ['timer 2', 300],
      ],
    );
  });

  test('shows that a request that was given up goes on at the server', () => {
    const trace = traceOf('given-up');
    const moment = stateAt(derive(trace), seqOf('given-up', 'request-finished') - 1);
    const [server] = moment.servers;
    assert.deepEqual(
      server?.requests.map(({ phase, abandoned }) => ({ phase, abandoned })),
      [{ phase: 'started', abandoned: true }],
    );
    assert.deepEqual(stateAt(derive(trace), trace.events.length - 1).servers, []);
  });

  test('lists the microtasks that will run before the next task, in their order', () => {
    const moment = stateAt(derived('nobody-catches'), seqOf('nobody-catches', 'task-end'));
    assert.deepEqual(
      moment.microtasks.map(({ label }) => label),
      ['then callback 1 (show)', 'microtask 1 (hello)'],
    );
    assert.deepEqual(
      moment.reactions.map(({ label }) => label),
      ['finally callback 1'],
    );
  });

  test('has a generator paused, not waiting, between two of its values', () => {
    const moment = stateAt(derived('message-and-generator'), seqOf('message-and-generator', 'suspend'));
    assert.deepEqual(
      moment.calls.map(({ label, state, on }) => [label, state, on]),
      [['naturals', 'paused', 'yield']],
    );
  });

  test('has a caller stand again where it stood when what it called has paused', () => {
    const r = new Recorder();
    r.task('program');
    const main = r.call('main.ts', 'module', 1);
    r.log('before', 7);
    const inner = r.call('inner', 'async', 2, main);
    r.log('inside', 3);
    const stacks = [r.lastSeq, r.suspend(inner, 4)].map((seq) => ({ seq }));
    r.taskEnd();
    const run = derive(r.end());
    const lines = stacks.map(({ seq }) =>
      stateAt(run, seq).stack.map(({ label, site }) => `${label} ${site && site.line + 1}`),
    );
    assert.deepEqual(lines, [
      ['inner 3', 'main.ts 7', 'program undefined'],
      ['main.ts 7', 'program undefined'],
    ]);
  });

  test('knows, without causes, that what ran before a queued microtask was queued before it', () => {
    const r = new Recorder();
    r.task('program');
    const call = r.call('f', 'async', 1);
    r.suspend(call, 1);
    const later = r.reactionSet('queueMicrotask');
    r.log('still running');
    r.taskEnd();
    r.micro().resume(call);
    r.return(call);
    r.micro().reactionRun(later);
    const run = derive(r.end());
    const queues = [2, 3, 4].map((seq) => stateAt(run, seq).microtasks.map(({ label }) => label));
    assert.deepEqual(queues, [[], ['f', 'microtask 1'], ['f', 'microtask 1']]);
  });

  test('orders timers by when they are due, then by when they were set', () => {
    const r = new Recorder();
    r.task('program');
    for (const delay of [20, 10, 20, 0, 10]) r.timerSet(delay);
    const { timers } = stateAt(derive(r.trace), r.lastSeq);
    assert.deepEqual(
      timers.map(({ label }) => label),
      ['timer 4', 'timer 2', 'timer 5', 'timer 1', 'timer 3'],
    );
  });

  test('has nothing in the queue of microtasks that goes back to an earlier turn before its own turn begins', () => {
    const r = new Recorder();
    const program = r.task('program');
    const call = r.call('f', 'async', 1);
    r.suspend(call, 1);
    r.taskEnd();
    const next = r.task('timer');
    r.taskEnd();
    r.micro().resume(call, { cause: program });
    const run = derive(r.end());
    const queued = run.trace.events.map(({ seq }) => stateAt(run, seq).microtasks.length);
    assert.deepEqual(queued, [0, 0, 0, 0, 1, 1, 0, 0]);
    assert.equal(next, 4);
  });

  test('refuses a moment the trace does not have', () => {
    const run = derived('given-up');
    const last = run.trace.events.length - 1;
    for (const seq of [-2, last + 1, 0.5, Number.NaN]) {
      assert.throws(() => stateAt(run, seq), {
        name: 'RangeError',
        message: new RegExp(`from -1 to ${last}`),
      });
    }
  });

  test('is the same whether it is reached forwards, backwards or at random', () => {
    fc.assert(
      fc.property(generated, fc.array(fc.nat()), ({ trace }, jumps) => stepsBothWays(trace, jumps)),
      { numRuns: 40 },
    );
    for (const trace of cases.values()) stepsBothWays(trace, [5, 3, 8]);
  });

  test('is what applying every event from the beginning gives', () => {
    fc.assert(
      fc.property(generated, ({ trace }) => agreesWithReference(trace)),
      runs,
    );
    for (const trace of cases.values()) agreesWithReference(trace);
  });

  test('has the stack and the queue that the loop really had, when causes are recorded', () => {
    fc.assert(
      fc.property(generated, ({ trace, truth }) => {
        const run = derive(trace);
        for (const [seq, { stack, queue }] of truth.entries()) {
          const moment = stateAt(run, seq);
          assert.deepEqual(stackOf(moment), stack.map(labelIn(run)), `stack at ${seq}`);
          assert.deepEqual(
            moment.microtasks.map(({ label }) => label),
            queue.map(labelIn(run)),
            `queue at ${seq}`,
          );
        }
      }),
      runs,
    );
  });

  test('never claims that something is queued that is not, when causes are unknown', () => {
    fc.assert(
      fc.property(generated, ({ trace, truth }) => {
        const events = trace.events.map(({ cause: _, ...event }) => event) as Trace['events'];
        const run = derive({ ...trace, events });
        let known = 0;
        for (const [seq, { queue }] of truth.entries()) {
          const really = new Set(queue.map(labelIn(run)));
          for (const { label } of stateAt(run, seq).microtasks) {
            known++;
            assert.ok(really.has(label), `${label} at ${seq}`);
          }
        }
        // At the end of each job the trace tells at least what comes next.
        assert.ok(known > 0 || !run.jobs.some(({ kind }) => kind === 'microtask'));
      }),
      runs,
    );
  });
});

describe('stepping', () => {
  test('forward visits every event, job, turn or line once, and back in reverse', () => {
    for (const trace of cases.values()) {
      const run = derive(trace);
      for (const kind of ['event', 'job', 'turn', 'line'] as const) {
        const forward: number[] = [];
        for (let seq = -1; ; ) {
          const next = stepForward(run, seq, kind);
          if (next === seq) break;
          forward.push(next);
          seq = next;
        }
        const back: number[] = [];
        for (let seq = trace.events.length; seq >= 0; ) {
          seq = stepBack(run, seq, kind);
          if (seq >= 0) back.push(seq);
        }
        assert.deepEqual(forward, stepsOf(run, kind), kind);
        assert.deepEqual(back, forward.toReversed(), kind);
      }
    }
  });

  test('by line stops where something is printed', () => {
    const run = derived('nobody-catches');
    const types = stepsOf(run, 'line').map((seq) => run.trace.events[seq]?.type);
    assert.deepEqual(types, ['log', 'log', 'log', 'unhandled-rejection']);
  });
});

function seqOf(name: string, type: Trace['events'][number]['type']): number {
  const seq = traceOf(name).events.findIndex((event) => event.type === type);
  assert.ok(seq >= 0, `${name} has no ${type}`);
  return seq;
}

function stackOf(moment: Moment): string[] {
  return moment.stack.filter(({ kind }) => kind !== 'task').map(({ label }) => label);
}
