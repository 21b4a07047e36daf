import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Derived, derive } from '../../src/trace/derive.ts';
import { isOutside } from '../../src/trace/jobs.ts';
import { eventsOnLine } from '../../src/trace/places.ts';
import { cases, derived, traceOf } from './cases.ts';
import { generated } from './generate.ts';
import { Recorder } from './recorder.ts';

describe('lanes', () => {
  test('stand in the order program, calls below their callers, microtasks, timers, servers', () => {
    assert.deepEqual(
      derived('all-at-once').lanes.map(({ kind, label, depth }) => `${kind}: ${'.'.repeat(depth)}${label}`),
      [
        'program: program',
        'call: main.ts',
        ...[1, 2, 3, 4, 5].map((n) => `call: .rate ${n}`),
        'microtasks: microtasks',
        'server: rates.test',
      ],
    );
    assert.deepEqual(
      derived('given-up').lanes.map(({ label }) => label),
      ['program', 'main.ts', 'microtasks', 'timers', 'weather.test', 'listeners'],
    );
  });

  test('put calls made later by an earlier caller below that caller', () => {
    const r = new Recorder();
    r.task('program');
    const a = r.call('a', 'async', 1);
    r.suspend(a, 1);
    const b = r.call('b', 'async', 2);
    r.suspend(b, 2);
    r.taskEnd();
    r.micro().resume(a);
    const inner = r.call('inner', 'async', 3, a);
    r.return(inner);
    r.return(a);
    r.micro().resume(b);
    r.return(b);
    const { lanes } = derive(r.end());
    assert.deepEqual(
      lanes.filter(({ kind }) => kind === 'call').map(({ label, depth }) => [label, depth]),
      [
        ['a', 0],
        ['inner', 1],
        ['b', 0],
      ],
    );
  });

  test('have as many rows as things went on at once', () => {
    const rows = (name: string) => derived(name).lanes.find(({ kind }) => kind === 'server')?.rows;
    assert.equal(rows('all-at-once'), 5);
    assert.equal(rows('one-after-another'), 1);
    assert.equal(derived('standing-still').lanes.find(({ kind }) => kind === 'timers')?.rows, 3);
  });
});

describe('spans', () => {
  test('of a call are running and waiting in turn, and end with a sign', () => {
    assert.deepEqual(
      spansIn(derived('one-after-another'), 'rate 2').map(({ state, start, end }) => [state, start, end]),
      [
        ['running', 120, 120],
        ['waiting', 120, 220],
        ['running', 220, 220],
        ['done', 220, 220],
      ],
    );
    const fails = spansIn(derived('nobody-catches'), 'fails').at(-1);
    assert.deepEqual([fails?.state, fails?.label], ['failed', 'fails failed: Error: boom']);
  });

  test('of a call that never goes on stay open until the end of the recording', () => {
    const r = new Recorder();
    r.task('program');
    const call = r.call('hangs', 'async', 1);
    r.suspend(call, 2);
    r.taskEnd();
    r.pass(100);
    const last = spansIn(derive(r.end('stuck', 13)), 'hangs').at(-1);
    assert.deepEqual([last?.state, last?.open, last?.end], ['waiting', true, 100]);
  });

  test('of a generator are paused where it hands out values', () => {
    assert.deepEqual(
      spansIn(derived('message-and-generator'), 'naturals').map(({ state }) => state),
      ['running', 'paused', 'running', 'paused', 'running', 'done'],
    );
  });

  test('of the program are its jobs, and nothing that servers do', () => {
    const run = derived('all-at-once');
    const program = spansIn(run, 'program');
    assert.deepEqual(
      program.map(({ state, start }) => [state, start]),
      [
        ['task', 0],
        ...[60, 100, 120, 130, 200].flatMap((at) => [
          ['task', at],
          ['microtask', at],
        ]),
        ['microtask', 200],
      ],
    );
    assert.ok(program.every(({ start, end }) => start === end));
  });

  test('of a request show its way to the server, the work, and the way back', () => {
    assert.deepEqual(
      spansIn(derived('one-after-another'), 'rates.test')
        .slice(0, 4)
        .map(({ state, start, end }) => [state, start, end]),
      [
        ['sent', 0, 0],
        ['started', 0, 120],
        ['answered', 120, 120],
        ['done', 120, 120],
      ],
    );
  });

  test('of a request that was given up show what the server did in vain', () => {
    assert.deepEqual(
      spansIn(derived('given-up'), 'weather.test').map(({ state, start, end }) => [state, start, end]),
      [
        ['sent', 0, 5],
        ['started', 5, 50],
        ['abandoned', 50, 120],
        ['cleared', 120, 120],
      ],
    );
  });

  test('of a timer tell what became of it', () => {
    assert.deepEqual(
      spansIn(derived('standing-still'), 'timers').map(({ label, state, start, end }) => [
        label,
        state,
        start,
        end,
      ]),
      [
        ['interval 1 (tick)', 'fired', 0, 50],
        ['timer 1 (work)', 'fired', 0, 60],
        ['timer 2', 'fired', 0, 300],
        ['interval 1 (tick)', 'fired', 50, 260],
        ['interval 1 (tick)', 'cleared', 260, 300],
      ],
    );
  });

  test('of a listener show when it listened and when it ran', () => {
    assert.deepEqual(
      spansIn(derived('given-up'), 'listeners').map(({ state, start, end }) => [state, start, end]),
      [
        ['listening', 0, 50],
        ['running', 50, 50],
        ['listening', 50, 50],
      ],
    );
  });

  test('never cover one another in a row of a lane, and never lie outside the recording', () => {
    fc.assert(
      fc.property(generated, ({ trace }) => {
        const run = derive(trace);
        const ends = new Map<string, number>();
        for (const span of run.spans) {
          const row = `${span.lane} ${span.row}`;
          assert.ok(span.startSeq >= (ends.get(row) ?? 0), JSON.stringify(span));
          assert.ok(span.startSeq <= span.endSeq && span.endSeq < trace.events.length, JSON.stringify(span));
          assert.ok(span.start <= span.end && span.end <= run.duration, JSON.stringify(span));
          assert.ok(span.row < (run.lanes[span.lane]?.rows ?? 0), JSON.stringify(span));
          // The program's jobs are told apart by their events; everything else touches.
          ends.set(row, span.lane === 0 ? span.endSeq + 1 : span.endSeq);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('of a call cover its life without a gap', () => {
    fc.assert(
      fc.property(generated, ({ trace }) => {
        const run = derive(trace);
        for (const lane of run.lanes) {
          const call = run.calls.all[lane.call];
          if (!call) continue;
          let at = call.from;
          for (const span of run.spans.filter((span) => span.lane === lane.index)) {
            assert.equal(span.startSeq, at, call.label);
            at = span.endSeq;
          }
          assert.equal(at, Math.min(call.to, trace.events.length - 1), call.label);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('order', () => {
  test('puts every event in one job and every job in one turn, without gaps', () => {
    fc.assert(
      fc.property(generated, ({ trace }) => {
        const { jobs, turns, jobOf, turnOf } = derive(trace);
        let next = 0;
        for (const job of jobs) {
          assert.equal(job.startSeq, next);
          for (let seq = job.startSeq; seq <= job.endSeq; seq++) {
            assert.equal(jobOf[seq], job.index);
            assert.equal(turnOf[seq], job.turn);
          }
          next = job.endSeq + 1;
        }
        assert.equal(next, trace.events.length);
        assert.deepEqual(
          turns.map(({ startSeq }) => startSeq),
          trace.events.filter(({ type }) => type === 'task').map(({ seq }) => seq),
        );
        for (const job of jobs) {
          const inside = trace.events.slice(job.startSeq, job.endSeq + 1);
          assert.equal(job.kind === 'outside', inside.every(isOutside), `job ${job.index}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('keeps what the host or a server does during a job within that job', () => {
    const r = new Recorder();
    r.task('program');
    const request = r.requestSent('rates.test', '/');
    r.requestStarted(request, 'rates.test');
    r.log('still running');
    r.taskEnd();
    r.pass(5);
    r.requestFinished(request, 'rates.test');
    const { jobs } = derive(r.end());
    assert.deepEqual(
      jobs.map(({ kind, startSeq, endSeq, end }) => [kind, startSeq, endSeq, end]),
      [
        ['task', 0, 4, 0],
        ['outside', 5, 6, 5],
      ],
    );
  });

  test('takes a task in which only a server did something for the work of the server', () => {
    const { jobs, turns, spans } = derived('serving');
    assert.deepEqual(
      jobs.map(({ kind, start }) => [kind, start]),
      [
        ['task', 0],
        ['outside', 20],
        ['task', 120],
        ['microtask', 120],
        ['outside', 120],
      ],
    );
    assert.equal(turns.length, 2);
    assert.deepEqual(
      spans.filter(({ lane }) => lane === 0).map(({ start }) => start),
      [0, 120, 120],
    );
  });

  test('ends a turn when its last microtask ends, however late that is', () => {
    const r = new Recorder();
    r.task('program');
    const call = r.call('slow', 'async', 1);
    r.suspend(call, 1);
    r.taskEnd();
    r.micro().resume(call);
    r.pass(51).return(call);
    const run = derive(r.end());
    assert.deepEqual(
      run.blocked.map(({ turn, start, end }) => [turn, start, end]),
      [[0, 0, 51]],
    );
  });
});

describe('blocked stretches', () => {
  test('are turns of more than 50 ms, and no others', () => {
    assert.deepEqual(
      derived('standing-still').blocked.map(({ start, end }) => [start, end]),
      [[60, 260]],
    );
    for (const ms of [50, 50.01]) {
      const r = new Recorder();
      r.task('program');
      r.pass(ms).taskEnd();
      assert.equal(derive(r.end()).blocked.length, ms > 50 ? 1 : 0, `${ms} ms`);
    }
  });
});

describe('arcs and arrows', () => {
  test('join each pause to its resumption, with the event that allowed it', () => {
    const run = derived('nobody-catches');
    const { events } = run.trace;
    assert.deepEqual(
      run.arcs.map(({ from, to, cause, on }) => [
        events[from]?.type,
        events[to]?.type,
        events[cause]?.type,
        on,
      ]),
      [['suspend', 'resume', 'timer-fired', 'await']],
    );
  });

  test('lead from every telling cause to its effect, once', () => {
    const run = derived('one-after-another');
    const { events } = run.trace;
    const named = run.arrows.slice(0, 5).map(({ from, to, fromLane, toLane }) => {
      const end = (seq: number, lane: number) => `${run.lanes[lane]?.label} ${events[seq]?.type}`;
      return `${end(from, fromLane)} > ${end(to, toLane)}`;
    });
    assert.deepEqual(named, [
      'rates.test request-sent > rates.test request-started',
      'rates.test request-started > rates.test request-finished',
      'rates.test request-finished > rates.test response',
      'rates.test response > rate 1 resume',
      'rate 1 return > main.ts resume',
    ]);
    assert.equal(new Set(run.arrows.map(({ to }) => to)).size, run.arrows.length);
  });

  test('leave out the task where it is for something that has the same cause, and awaits that waited for nothing', () => {
    const r = new Recorder();
    r.task('program');
    const call = r.call('f', 'async', 1);
    r.timerSet(0);
    const set = r.lastSeq;
    const suspend = r.suspend(call, 1);
    r.taskEnd();
    r.micro().resume(call, { cause: suspend });
    r.return(call);
    r.task('timer', { cause: set });
    const fired = r.timerFired(2, { cause: set });
    r.taskEnd();
    const posted = r.task('posted', { cause: fired });
    r.taskEnd();
    const run = derive(r.end());
    assert.deepEqual(
      run.arrows.map(({ from, to }) => [from, to]),
      [
        [set, fired],
        [fired, posted],
      ],
    );
  });

  test('that stay within one timer, request or callback are told apart', () => {
    const run = derived('one-after-another');
    const within = run.arrows.filter((arrow) => arrow.within).map(({ to }) => run.trace.events[to]?.type);
    assert.deepEqual(new Set(within), new Set(['request-started', 'request-finished', 'response']));
    assert.ok(run.arrows.every((arrow) => arrow.within || arrow.fromLane !== arrow.toLane));
  });

  test('show where the program began something in another lane', () => {
    const run = derived('nobody-catches');
    assert.deepEqual(
      run.starts.map(({ fromLane, toLane }) => `${run.lanes[fromLane]?.label} > ${run.lanes[toLane]?.label}`),
      ['fails > timers', ...[1, 2, 3].map(() => 'main.ts > microtasks')],
    );
  });

  test('tie an unhandled rejection to the lane it came from', () => {
    const run = derived('nobody-catches');
    const point = run.points.find(({ kind }) => kind === 'unhandled');
    assert.ok(point);
    assert.equal(run.lanes[run.laneOf[point.seq] ?? 0]?.label, 'fails');
  });
});

describe('points', () => {
  test('are what was printed, marks, errors and the end', () => {
    const kinds = [...cases.keys()].flatMap((name) => derived(name).points.map(({ kind }) => kind));
    assert.deepEqual([...new Set(kinds)].sort(), ['abort', 'end', 'log', 'mark', 'unhandled']);
    const mark = derived('all-at-once').points.find(({ kind }) => kind === 'mark');
    assert.deepEqual(mark && { ...mark, seq: 0 }, { seq: 0, kind: 'mark', label: 'all there', number: 1 });
  });
});

describe('places', () => {
  test('lead from a line of the source to what happened there', () => {
    const trace = traceOf('all-at-once');
    const types = eventsOnLine(trace, 'main.ts', 1).map((seq) => trace.events[seq]?.type);
    assert.equal(types.length, 15);
    assert.deepEqual(new Set(types), new Set(['request-sent', 'suspend', 'resume']));
    assert.deepEqual(eventsOnLine(trace, 'other.ts', 1), []);
  });
});

describe('deriving', () => {
  test('bears with traces that are cut off anywhere, and with events about things never heard of', () => {
    fc.assert(
      fc.property(generated, fc.nat(), fc.nat(), ({ trace }, from, length) => {
        const start = from % (trace.events.length + 1);
        const events = trace.events
          .slice(start, start + (length % (trace.events.length + 1)))
          .map((event, seq) => ({ ...event, seq }));
        const run = derive({ ...trace, events });
        assert.ok(run.lanes.length > 0);
      }),
      { numRuns: 100 },
    );
  });
});

function spansIn(run: Derived, label: string) {
  const lane = run.lanes.find((lane) => lane.label === label);
  assert.ok(lane, `no lane ${label}`);
  return run.spans.filter((span) => span.lane === lane.index);
}
