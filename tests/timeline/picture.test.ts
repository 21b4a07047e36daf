import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { arrange, type Picture, type PictureOptions } from '../../src/timeline/picture.ts';
import { derive } from '../../src/trace/derive.ts';
import type { Trace } from '../../src/trace/event.ts';
import { derived } from '../trace/cases.ts';
import { generated } from '../trace/generate.ts';
import { Recorder } from '../trace/recorder.ts';
import { sleepers } from './support/traces.ts';

const time = (name: string, options: Partial<PictureOptions> = {}) =>
  arrange(derived(name), { view: 'time', ...options });
const rowsOf = ({ rows }: Picture) =>
  rows.map(({ kind, name, depth }) => `${kind}: ${'.'.repeat(depth)}${name}`);
const looks = ({ rows }: Picture, name: string) =>
  rows.find((row) => row.name === name)?.bars.map(({ look, from, to }) => `${look} ${from}–${to}`);

describe('rows', () => {
  test('show one request each, so that requests one after another make a staircase', () => {
    const picture = time('one-after-another');
    assert.deepEqual(rowsOf(picture), [
      'program: program',
      'call: main.ts',
      ...[1, 2, 3, 4, 5].map((n) => `call: .rate ${n}`),
      'server: rates.test',
      ...Array(4).fill('server: '),
      'output: output',
    ]);
    const steps = picture.rows
      .filter(({ kind }) => kind === 'server')
      .map(({ bars }) => bars.find(({ look }) => look === 'started'));
    assert.deepEqual(
      steps.map((bar) => [bar?.from, bar?.to]),
      [
        [0, 120],
        [120, 220],
        [220, 420],
        [420, 480],
        [480, 610],
      ],
    );
  });

  test('leave the program nearly empty while it waits', () => {
    const [program] = time('one-after-another').rows;
    assert.ok(program && program.bars.length > 5);
    assert.equal(
      program.bars.reduce((sum, { from, to }) => sum + to - from, 0),
      0,
    );
  });

  test('show what a call did: it ran, it waited, it ran', () => {
    assert.deepEqual(looks(time('one-after-another'), 'rate 2'), [
      'running 120–120',
      'waiting 120–220',
      'running 220–220',
    ]);
  });

  test('tell the part of a request that nobody waits for from the part somebody does', () => {
    assert.deepEqual(looks(time('given-up'), 'weather.test'), [
      'sent 0–5',
      'started 5–50',
      'abandoned 50–120',
    ]);
  });

  test('are not made for microtasks where nobody waited visibly, but are in the order view', () => {
    const microtasks = (picture: Picture) => picture.rows.filter(({ kind }) => kind === 'microtasks').length;
    assert.equal(microtasks(time('nobody-catches')), 0);
    assert.ok(microtasks(time('nobody-catches', { view: 'order' })) > 0);
  });

  test('are not made for a module that never pauses, for it is the program', () => {
    assert.ok(!rowsOf(time('standing-still')).includes('call: main.ts'));
  });

  test('leave out calls inside the worlds unless they are asked for, and show their events in their caller', () => {
    const trace = inWorld();
    const run = derive(trace);
    const without = arrange(run, { view: 'time' });
    assert.deepEqual(
      rowsOf(without).filter((row) => row.startsWith('call')),
      ['call: main.ts'],
    );
    const inner = trace.events.findIndex((event) => event.type === 'call' && event.name === 'getRates');
    assert.equal(without.rows[without.rowOf[inner] ?? -1]?.name, 'main.ts');
    assert.deepEqual(
      rowsOf(arrange(run, { view: 'time', inside: true })).filter((row) => row.startsWith('call')),
      ['call: main.ts', 'call: .getRates'],
    );
  });
});

describe('folding', () => {
  const run = derive(sleepers(1000));

  test('keeps the first six of a thousand siblings and counts the rest', () => {
    const picture = arrange(run, { view: 'time' });
    const names = picture.rows.map(({ name }) => name);
    assert.deepEqual(names.slice(0, 9), [
      'program',
      'main.ts',
      ...[1, 2, 3, 4, 5, 6].map((n) => `sleeper ${n}`),
      '… and 994 more',
    ]);
    assert.ok(picture.rows.length < 20, `${picture.rows.length} rows`);
    const fold = picture.rows.find(({ kind }) => kind === 'more')?.fold;
    assert.equal(fold?.most, 994, 'all of them sleep at once');
  });

  test('shows failures of what is folded away', () => {
    const more = arrange(run, { view: 'time' }).rows.find(({ kind }) => kind === 'more');
    assert.ok(more && more.points.length > 5);
    assert.ok(more.points.every(({ sign }) => sign === 'failed'));
  });

  test('is undone for one group alone, which then offers to be folded again', () => {
    const folded = arrange(run, { view: 'time' });
    const key = folded.rows.find(({ kind }) => kind === 'more')?.fold?.key ?? '';
    const picture = arrange(run, { view: 'time', expanded: new Set([key]) });
    assert.equal(picture.rows.filter(({ kind }) => kind === 'call').length, 1001);
    assert.equal(picture.rows.find(({ fold }) => fold?.key === key)?.name, 'show fewer');
    assert.ok(picture.rows.filter(({ kind }) => kind === 'timers').length < 10, 'timers stay folded');
  });

  test('keeps deep recursion from filling the page', () => {
    const r = new Recorder();
    r.task('program');
    let parent: number | undefined;
    const calls = Array.from({ length: 20_000 }, () => {
      parent = r.call('down', 'async', 1, parent);
      return parent;
    });
    for (const call of calls.reverse()) r.return(call);
    const picture = arrange(derive(r.end()), { view: 'time' });
    assert.ok(picture.rows.length < 25, `${picture.rows.length} rows`);
    assert.match(picture.rows.find(({ kind }) => kind === 'more')?.name ?? '', /^… and 199\d\d more$/);
  });
});

describe('in every picture of every run', () => {
  const views = fc.constantFrom('time' as const, 'order' as const);
  const check = (property: (picture: Picture, trace: Trace) => void) =>
    fc.assert(
      fc.property(generated, views, ({ trace }, view) => property(arrange(derive(trace), { view }), trace)),
      { numRuns: 150 },
    );

  test('bars and points lie within the axis, bars are sorted and do not overlap', () => {
    check(({ rows, axis }) => {
      for (const { bars, points, name } of rows) {
        let end = Number.NEGATIVE_INFINITY;
        for (const { from, to } of bars) {
          assert.ok(
            from >= 0 && to >= from && to <= axis.extent + 1e-9,
            `${name}: ${from}–${to} of ${axis.extent}`,
          );
          assert.ok(from >= end - 1e-9, `${name}: begins at ${from}, the one before ends at ${end}`);
          end = to;
        }
        for (const { at } of points) assert.ok(at >= 0 && at <= axis.extent);
        assert.deepEqual(
          points.map(({ at }) => at),
          points.map(({ at }) => at).toSorted((a, b) => a - b),
        );
      }
    });
  });

  test('every event has a row, and every line of output a sign', () => {
    check(({ rows, rowOf, derived }, { events }) => {
      for (const { seq } of events) assert.ok(rows[rowOf[seq] ?? -1], `event ${seq}`);
      const printed = rows.find(({ kind }) => kind === 'output')?.points.length ?? 0;
      assert.equal(printed, derived.output.length);
    });
  });

  test('every unhandled rejection and uncaught error is told of', () => {
    check(({ troubles }, { events }) => {
      const expected = events.filter(
        ({ type }) => type === 'unhandled-rejection' || type === 'uncaught-error',
      );
      assert.deepEqual(
        troubles.map(({ seq }) => seq),
        expected.map(({ seq }) => seq),
      );
    });
  });
});

/** A call of `getRates`, which is declared in a world. */
function inWorld(): Trace {
  const r = new Recorder();
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const inner = r.call('getRates', 'async', 20, main);
  const site = r.trace.sites.at(-1);
  if (site) site.file = 'worlds/rates.ts';
  r.suspend(inner, 20);
  r.suspend(main, 2);
  r.taskEnd();
  r.pass(10).micro().resume(inner);
  const returned = r.return(inner);
  r.micro().resume(main, { cause: returned });
  r.return(main);
  return r.end();
}
