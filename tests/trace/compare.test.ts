import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { firstDifference, isNative, sameOrder } from '../../src/trace/compare.ts';
import type { Trace, TraceEvent } from '../../src/trace/event.ts';
import { cases, traceOf } from './cases.ts';
import { Recorder } from './recorder.ts';

describe('two runs', () => {
  test('are the same when only clocks, numbers and causes differ', () => {
    for (const [name, trace] of cases) {
      const events = trace.events.map((event) => {
        const { cause: _, ...copy } = { ...event, at: event.at * 1.5 + 3, job: event.job + 7 };
        for (const key of ['call', 'parent', 'timer', 'request'] as const) {
          const numbers = copy as Partial<Record<typeof key, number>>;
          if (numbers[key] !== undefined) numbers[key] += 40;
        }
        return copy as TraceEvent;
      });
      assert.equal(firstDifference(trace, { ...trace, events }), undefined, name);
    }
  });

  test('differ where one did something else, and both are told in words', () => {
    const a = traceOf('one-after-another');
    const b = changed(a, (event) =>
      event.type === 'log' && event.text.startsWith('PLN') ? { ...event, text: 'PLN 1' } : event,
    );
    const found = firstDifference(a, b);
    assert.equal(found?.a, found?.b);
    assert.equal(a.events[found?.a ?? -1]?.type, 'log');
    assert.match(found?.found[0] ?? '', /^log, job \d+, main\.ts:7:3, level "log", text "PLN 4\.05"$/);
    assert.match(found?.found[1] ?? '', /text "PLN 1"$/);
  });

  test('differ where one stops early', () => {
    const a = traceOf('given-up');
    const found = firstDifference(a, { ...a, events: a.events.slice(0, 5) });
    assert.deepEqual([found?.index, found?.a, found?.b, found?.found[1]], [5, 5, -1, 'nothing more']);
  });

  test('differ when the same kinds of things happen to other things', () => {
    const run = (swap: boolean) => {
      const r = new Recorder();
      r.task('program');
      const one = r.timerSet(10);
      const two = r.timerSet(10);
      r.taskEnd();
      for (const timer of swap ? [two, one] : [one, two]) {
        r.pass(10).task('timer');
        r.timerFired(timer);
        r.taskEnd();
      }
      return r.end();
    };
    assert.ok(sameOrder(run(false), run(false)));
    assert.equal(firstDifference(run(false), run(true))?.index, 5);
  });

  test('differ in where their jobs end only if jobs count', () => {
    const run = (micro: boolean) => {
      const r = new Recorder();
      r.task('program');
      r.taskEnd();
      r.micro().log('a');
      if (micro) r.micro();
      r.log('b');
      return r.end();
    };
    assert.ok(!sameOrder(run(true), run(false)));
    assert.ok(sameOrder(run(true), run(false), { jobs: false }));
  });

  test('can be compared though only one was watched by probes', () => {
    const watched = traceOf('all-at-once');
    const plain = {
      ...watched,
      events: watched.events
        .filter(isNative)
        .map(({ site: _, ...event }, seq) => ({ ...event, seq }) as TraceEvent),
    };
    assert.ok(!sameOrder(watched, plain));
    assert.ok(sameOrder(watched, plain, { only: isNative, sites: false, jobs: false }));
  });
});

function changed(trace: Trace, change: (event: TraceEvent) => TraceEvent): Trace {
  return { ...trace, events: trace.events.map(change) };
}
