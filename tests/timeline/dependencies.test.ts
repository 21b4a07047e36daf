import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDependencies } from '../../src/timeline/dependencies.ts';
import { derive } from '../../src/trace/derive.ts';
import type { Trace } from '../../src/trace/event.ts';
import { traceOf } from '../trace/cases.ts';
import { Recorder } from '../trace/recorder.ts';

const named = (trace: Trace) => {
  const run = derive(trace);
  const name = (seq: number) => {
    const event = trace.events[seq];
    if (event && 'request' in event)
      return run.requests.all[run.requests.indexOf.get(event.request) ?? -1]?.label;
    return run.timers.all[run.timers.at[seq] ?? -1]?.label;
  };
  return readDependencies(run).map(({ from, to }) => `${name(from)} → ${name(to)}`);
};

describe('dependencies', () => {
  test('lead from each answer to the request that was sent because of it', () => {
    assert.deepEqual(named(traceOf('one-after-another')), [
      'request 1 → request 2',
      'request 2 → request 3',
      'request 3 → request 4',
      'request 4 → request 5',
    ]);
  });

  test('do not exist between requests that were sent at once', () => {
    assert.deepEqual(named(traceOf('all-at-once')), []);
  });

  test('fork where one answer lets two requests begin, and pass through any number of microtasks', () => {
    const r = new Recorder();
    r.task('program');
    const main = r.call('main.ts', 'module', 1);
    const usd = r.requestSent('rates.test', '/USD', { line: 1 });
    r.suspend(main, 1);
    r.taskEnd();
    const finished = r.pass(120).requestFinished(usd, 'rates.test');
    r.task('network', { cause: finished });
    const answer = r.response(usd, { cause: finished });
    r.taskEnd();
    r.micro().resume(main, { cause: answer });
    const again = r.suspend(main, 2);
    r.micro().resume(main, { cause: again });
    r.requestSent('rates.test', '/PLN', { line: 3 });
    r.requestSent('rates.test', '/NOK', { line: 4 });
    r.return(main);
    assert.deepEqual(named(r.end()), ['request 1 → request 2', 'request 1 → request 3']);
  });

  test('lead from a timer to what its callback starts', () => {
    const r = new Recorder();
    r.task('program');
    const timer = r.timerSet(10, { line: 1 });
    const set = r.lastSeq;
    r.taskEnd();
    r.pass(10).task('timer', { cause: set });
    r.timerFired(timer, { cause: set });
    r.timerSet(5, { line: 2 });
    r.taskEnd();
    assert.deepEqual(named(r.end()), ['timer 1 → timer 2']);
  });
});
