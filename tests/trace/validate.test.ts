import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Trace } from '../../src/trace/event.ts';
import { checkTrace } from '../../src/trace/validate.ts';
import { cases, traceOf } from './cases.ts';
import { generated } from './generate.ts';
import { Recorder } from './recorder.ts';

describe('a trace that can be true', () => {
  test('has no problems', () => {
    for (const [name, trace] of cases) assert.deepEqual(checkTrace(trace), [], name);
    fc.assert(
      fc.property(generated, ({ trace }) => assert.deepEqual(checkTrace(trace), [])),
      { numRuns: 200 },
    );
  });
});

/** Traces that cannot be true, and what must be said about them. */
const broken: Record<string, { build: () => Trace; says: string[] }> = {
  'leaves out a number': {
    build: () => edited('given-up', (events) => events.splice(2, 1)),
    says: ['order: `seq` is 3, expected 2.', 'timer: Timer 2 fires, but it is not pending.'],
  },
  'lets time go back': {
    build: () => edited('given-up', (events) => setAt(events, 4, -1)),
    says: ['order: `at` is -1, expected a time from 0 on.', 'order: Time goes back from 0 to -1 ms.'],
  },
  'goes back to an earlier job': {
    build: () => edited('standing-still', (events) => Object.assign(events.at(-1) ?? {}, { job: 0 })),
    says: ['order: Jobs go back from 4 to 0.'],
  },
  'refers to a place that is not there': {
    build: () => edited('given-up', (events) => Object.assign(events[1] ?? {}, { site: 99 })),
    says: ['place: It refers to site 99, but there are 4.'],
  },
  'has a cause that comes later': {
    build: () => edited('given-up', (events) => Object.assign(events[2] ?? {}, { cause: 2 })),
    says: ['cause: Its cause is event 2, which did not come before it.'],
  },
  'begins a task within another': {
    build: () =>
      write((r) => {
        r.task('program');
        r.task('timer');
        r.taskEnd();
      }),
    says: ['task: A task begins, but the one of job 0 has not ended.'],
  },
  'ends a task that never began': {
    build: () =>
      write((r) => {
        r.task('program');
        r.taskEnd();
        r.taskEnd();
      }),
    says: ['task: A task ends, but none had begun.'],
  },
  'runs a microtask before the task has ended': {
    build: () =>
      write((r) => {
        r.task('program');
        r.micro().log('early');
        r.taskEnd();
      }),
    says: [
      'task: Job 1 begins, but the task of job 0 has not ended.',
      'task: A task ends, but none had begun.',
    ],
  },
  'does not begin with a task': {
    build: () => write((r) => r.log('early')),
    says: ['task: The first event must be a task, found `log`.'],
  },
  'resumes a call that runs': {
    build: () => inTask((r) => r.resume(r.call('f', 'async', 1))),
    says: ['call: Call 1 is running and cannot be resumed.'],
  },
  'resumes in the job that paused': {
    build: () =>
      inTask((r) => {
        const call = r.call('f', 'async', 1);
        r.suspend(call, 1);
        r.resume(call);
      }),
    says: ['call: Call 1 goes on after `await` in the job it was suspended in, 0.'],
  },
  'suspends a call that is over': {
    build: () =>
      inTask((r) => {
        const call = r.call('f', 'async', 1);
        r.return(call);
        r.suspend(call, 1);
      }),
    says: ['call: Call 1 is over and cannot be suspended.'],
  },
  'ends an async call where it paused': {
    build: () =>
      inTask((r) => {
        const call = r.call('f', 'async', 1);
        r.suspend(call, 1);
        r.return(call);
      }),
    says: ['call: Call 1 is suspended and cannot end.'],
  },
  'ends a call nobody made': { build: () => inTask((r) => r.return(7)), says: ['call: Call 7 never began.'] },
  'names a parent that does not run': {
    build: () => inTask((r) => r.call('f', 'async', 1, 7)),
    says: ['call: Call 1 names call 7 as its parent, which never began.'],
  },
  'fires a timer nobody set': {
    build: () => inTask((r) => r.timerFired(7)),
    says: ['timer: Timer 7 fires, but it is not pending.'],
  },
  'fires a timer twice': {
    build: () =>
      inTask((r) => {
        const timer = r.timerSet(0);
        r.timerFired(timer);
        r.timerFired(timer);
      }),
    says: ['timer: Timer 1 fires, but it is not pending.'],
  },
  'fires a timer too early': {
    build: () => inTask((r) => r.timerFired(r.timerSet(20))),
    says: ['timer: Timer 1 fires at 0 ms, before it is due at 20 ms.'],
  },
  'clears a timer that has fired': {
    build: () =>
      inTask((r) => {
        const timer = r.timerSet(0);
        r.timerFired(timer);
        r.timerCleared(timer);
      }),
    says: ['timer: Timer 1 is cleared, but it is not pending.'],
  },
  'runs a reaction nobody set': {
    build: () => inTask((r) => r.reactionRun(7)),
    says: ['reaction: Reaction 7 must be set before `reaction-run`, but it was never set.'],
  },
  'runs a reaction at once': {
    build: () => inTask((r) => r.reactionRun(r.reactionSet('then'))),
    says: ['reaction: Reaction 1 runs in the job it was set in, 0.'],
  },
  'ends a reaction that did not run': {
    build: () => inTask((r) => r.reactionEnd(r.reactionSet('then'))),
    says: ['reaction: Reaction 1 must be running before `reaction-end`, but it is set.'],
  },
  'answers a request that was not sent': {
    build: () => inTask((r) => r.response(7)),
    says: ['request: Request 7 was never sent.'],
  },
  'finishes a request before it starts': {
    build: () => inTask((r) => r.requestFinished(r.requestSent('a.test', '/'), 'a.test')),
    says: ['request: Request 1: `request-finished` after `request-sent`.'],
  },
  'starts a request that is finished': {
    build: () =>
      inTask((r) => {
        const request = r.requestSent('a.test', '/');
        r.requestStarted(request, 'a.test');
        r.requestFinished(request, 'a.test');
        r.requestStarted(request, 'a.test');
      }),
    says: [
      'request: Request 1: `request-started` after `request-started`.',
      'request: Request 1: `request-started` after `request-finished`.',
    ],
  },
  'answers a request that was given up': {
    build: () =>
      inTask((r) => {
        const request = r.requestSent('a.test', '/');
        r.requestAborted(request, 'a.test', 'client');
        r.response(request);
      }),
    says: ['request: Request 1: `response` after `aborted by client`.'],
  },
  'runs a listener nobody added': {
    build: () => inTask((r) => r.listenerRun(7, 'abort')),
    says: ['listener: Listener 7 was never added.'],
  },
  'removes a listener twice': {
    build: () =>
      inTask((r) => {
        const listener = r.listenerAdded('abort', 'AbortSignal');
        r.listenerRemoved(listener);
        r.listenerRemoved(listener);
      }),
    says: ['listener: Listener 1 is removed twice.'],
  },
  'receives a message nobody sent': {
    build: () => inTask((r) => r.messageReceived(7, 'port')),
    says: ['message: Message 7 was never sent.'],
  },
  'handles a rejection nobody reported': {
    build: () => inTask((r) => r.rejectionHandled(7)),
    says: ['rejection: Rejection 7 is handled, but it was never reported.'],
  },
  'has no end': {
    build: () => edited('given-up', (events) => events.pop()),
    says: ['end: The trace does not end with an `end` event.'],
  },
  'goes on after its end': {
    build: () => {
      const r = new Recorder();
      r.task('program');
      r.taskEnd();
      r.end();
      return r.end();
    },
    says: ['end: `end` follows the `end`.'],
  },
  'goes on after it was truncated': {
    build: () =>
      write((r) => {
        r.task('program');
        r.truncated(0);
        r.taskEnd();
      }),
    says: ['end: `dropped` is 0, expected a number above 0.', 'end: `task-end` follows `truncated`.'],
  },
};

describe('a trace that cannot be true', () => {
  for (const [name, { build, says }] of Object.entries(broken)) {
    test(`because it ${name} is refused for that reason only`, () => {
      assert.deepEqual(
        checkTrace(build()).map(({ rule, message }) => `${rule}: ${message}`),
        says,
      );
    });
  }

  test('is refused at the event where it shows', () => {
    const trace = broken['fires a timer too early']?.build();
    assert.ok(trace);
    const [problem] = checkTrace(trace);
    assert.equal(trace.events[problem?.seq ?? -1]?.type, 'timer-fired');
  });
});

function write(record: (r: Recorder) => unknown): Trace {
  const r = new Recorder();
  record(r);
  return r.end();
}

function inTask(record: (r: Recorder) => unknown): Trace {
  return write((r) => {
    r.task('program');
    record(r);
    r.taskEnd();
  });
}

function edited(name: string, edit: (events: Trace['events']) => unknown): Trace {
  const trace = structuredClone(traceOf(name));
  edit(trace.events);
  return trace;
}

function setAt(events: Trace['events'], index: number, at: number): void {
  const event = events[index];
  if (event) event.at = at;
}
