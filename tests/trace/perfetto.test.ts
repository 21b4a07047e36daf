import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Trace } from '../../src/trace/event.ts';
import { type FormatEvent, toTraceEventFormat } from '../../src/trace/perfetto.ts';
import { cases, traceOf } from './cases.ts';
import { generated } from './generate.ts';
import { threadNames, wellFormedFile } from './properties.ts';

describe('the trace event format', () => {
  test('is well formed for every run: fields, nesting, arrows, names', () => {
    fc.assert(
      fc.property(generated, fc.boolean(), ({ trace }, order) =>
        wellFormedFile(trace, order ? 'order' : 'time'),
      ),
      { numRuns: 200 },
    );
    for (const trace of cases.values()) wellFormedFile(trace, 'time');
  });

  test('is well formed for a recording that was cut off', () => {
    fc.assert(
      fc.property(generated, fc.nat(), ({ trace }, length) =>
        wellFormedFile(
          { ...trace, events: trace.events.slice(0, length % (trace.events.length + 1)) },
          'time',
        ),
      ),
      { numRuns: 100 },
    );
  });

  test('shows the program, its calls, what they wait for, and the servers as processes and threads', () => {
    const names = (name: string) =>
      eventsOf(traceOf(name)).flatMap((event) =>
        event.ph === 'M' && event.name.endsWith('_name') && 'name' in event.args
          ? `${event.pid}: ${event.args.name}`
          : [],
      );
    assert.deepEqual(names('given-up'), [
      '1: Program',
      '1: program',
      '1: main.ts',
      '1: microtasks',
      '2: Waiting',
      '2: timers',
      '3: Servers',
      '3: weather.test',
      '2: listeners',
    ]);
    assert.equal(names('all-at-once').filter((name) => name.startsWith('3: rates.test')).length, 5);
  });

  test('shows one virtual millisecond as one millisecond', () => {
    const waits = slicesOf(traceOf('one-after-another')).filter(({ cat }) => cat === 'waiting');
    const lengths = waits
      .filter(({ thread }) => thread === 'main.ts')
      .map(({ from, to }) => (to - from) / 1000);
    assert.deepEqual(lengths, [120, 100, 200, 60, 130]);
  });

  test('nests in each job what was entered in it', () => {
    const program = slicesOf(traceOf('nobody-catches'), 'order').filter(({ thread }) => thread === 'program');
    assert.deepEqual(
      program.map(({ name, depth }) => `${'  '.repeat(depth)}${name}`),
      [
        'task: program',
        '  main.ts',
        '    fails',
        'microtask',
        '  then callback 1 (show)',
        'microtask',
        '  microtask 1 (hello)',
        'microtask',
        '  finally callback 1',
        'task: sleep 1',
        'microtask',
        '  fails',
      ],
    );
  });

  test('draws an arrow for each cause, from the thread of one to the thread of the other', () => {
    const events = eventsOf(traceOf('given-up'));
    const threads = threadNames(events);
    const ends = new Map<number, string>();
    for (const event of events) {
      if (event.ph === 's')
        ends.set(event.id, `${threads.get(event.tid)} at ${Math.trunc(event.ts / 1000)} >`);
      if (event.ph === 'f')
        ends.set(
          event.id,
          `${ends.get(event.id)} ${threads.get(event.tid)} at ${Math.trunc(event.ts / 1000)}`,
        );
    }
    assert.deepEqual(
      [...ends.values()],
      [
        'program at 0 > program at 50',
        'program at 0 > weather.test at 5',
        'program at 50 > program at 50',
        'program at 50 > program at 50',
        'program at 50 > program at 50',
        'program at 50 > program at 50',
      ],
    );
  });

  test('gives marks and uncaught errors signs across all threads', () => {
    const global = [...cases.values()].flatMap((trace) =>
      eventsOf(trace).flatMap((event) => (event.ph === 'i' && event.s === 'g' ? event.name : [])),
    );
    assert.deepEqual(global, ['mark 1: all there', 'Uncaught (in promise) Error: boom']);
  });

  test('gives every event room of its own on the axis of order', () => {
    const slices = slicesOf(traceOf('nobody-catches'), 'order').filter(
      ({ cat }) => cat === 'microtask' || cat === 'task',
    );
    const program = slices.filter(({ thread }) => thread === 'program');
    assert.ok(program.every(({ from, to }) => to > from));
    assert.ok(program.every(({ to }, i) => to < (program[i + 1]?.from ?? Infinity)));
  });

  test('survives being written and read', () => {
    const file = toTraceEventFormat(traceOf('standing-still'));
    const read = JSON.parse(JSON.stringify(file)) as { traceEvents: unknown[] };
    assert.equal(read.traceEvents.length, file.traceEvents.length);
  });
});

function eventsOf(trace: Trace, axis: 'time' | 'order' = 'time'): FormatEvent[] {
  return toTraceEventFormat(trace, { axis }).traceEvents;
}

interface FoundSlice {
  thread: string;
  name: string;
  cat: string;
  from: number;
  to: number;
  depth: number;
}

/** The slices of a file, in the order in which they begin. */
function slicesOf(trace: Trace, axis: 'time' | 'order' = 'time'): FoundSlice[] {
  const events = eventsOf(trace, axis);
  const threads = threadNames(events);
  const open = new Map<number, FoundSlice[]>();
  return events.flatMap((event) => {
    if (event.ph !== 'X') return [];
    const { tid, name, cat, ts, dur } = event;
    const around = (open.get(tid) ?? []).filter(({ to }) => to > ts || (dur === 0 && to === ts));
    const slice = { thread: threads.get(tid) ?? '', name, cat, from: ts, to: ts + dur, depth: around.length };
    open.set(tid, [...around, slice]);
    return slice;
  });
}
