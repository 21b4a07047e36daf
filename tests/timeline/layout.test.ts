import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { eventAt } from '../../src/timeline/interactive/hit.ts';
import {
  CHARACTER,
  END_ROOM,
  GUTTER,
  type Layout,
  type LayoutOptions,
  layOut,
  shorten,
} from '../../src/timeline/layout.ts';
import { arrange } from '../../src/timeline/picture.ts';
import { derive } from '../../src/trace/derive.ts';
import { derived } from '../trace/cases.ts';
import { generated } from '../trace/generate.ts';
import { sleepers, workers } from './support/traces.ts';

const wide: LayoutOptions = { width: 600, narrow: false };
const lay = (name: string, options: Partial<LayoutOptions> = {}) =>
  layOut(arrange(derived(name), { view: 'time' }), { ...wide, ...options });
const texts = (layout: Layout, role: string) =>
  layout.texts.flatMap((text) => (text.role === role ? text.text : []));

describe('positions', () => {
  test('are in proportion to time', () => {
    const started = lay('one-after-another').bars.filter(({ look }) => look === 'started');
    const near = (a: number, b: number) => Math.abs(a - b) < 1e-9;
    for (const [i, [from, to]] of [
      [0, 120],
      [120, 220],
      [220, 420],
      [420, 480],
      [480, 610],
    ].entries()) {
      const bar = started[i];
      assert.ok(
        bar &&
          near(bar.x, ((from ?? 0) / 610) * 600) &&
          near(bar.width, (((to ?? 0) - (from ?? 0)) / 610) * 600),
      );
    }
  });

  test('make the requests of a sequential program a staircase, those of a concurrent one a stack', () => {
    const started = (name: string) =>
      lay(name)
        .bars.filter(({ look }) => look === 'started')
        .sort((a, b) => a.y - b.y);
    const stairs = started('one-after-another');
    for (const [i, bar] of stairs.entries()) {
      const next = stairs[i + 1];
      if (next) assert.ok(Math.abs(next.x - (bar.x + bar.width)) < 1e-9 && next.y > bar.y);
    }
    assert.ok(started('all-at-once').every(({ x }) => x === 0));
  });

  test('keep code that runs visible, however short it was', () => {
    const { bars } = lay('one-after-another');
    const ran = bars.filter(({ look }) => look === 'task' || look === 'running');
    assert.ok(ran.length > 10);
    assert.ok(ran.every(({ width }) => width >= 3));
  });

  test('outside of what is seen are left out', () => {
    const { bars, points } = lay('one-after-another', { range: { from: 230, to: 410 } });
    const started = bars.filter(({ look }) => look === 'started');
    assert.deepEqual(
      started.map(({ x, width }) => x <= 0 && x + width >= 600),
      [true],
      'only PLN, from edge to edge',
    );
    assert.ok(points.every(({ x }) => x >= -8 && x <= 608));
  });
});

describe('words in the picture', () => {
  test('say what each request was for and how long it took, inside its bar or beside it', () => {
    const layout = lay('one-after-another');
    assert.deepEqual(
      [...texts(layout, 'on-tint'), ...texts(layout, 'beside')].filter((text) => /ms$|NOK$/.test(text)),
      ['USD 120 ms', 'EUR 100 ms', 'PLN 200 ms', 'NOK', 'CZK 130 ms'],
    );
  });

  test('say that nothing else could run, and for how long', () => {
    assert.deepEqual(texts(lay('standing-still'), 'on-solid'), ['200 ms: nothing else can run']);
    assert.deepEqual(texts(lay('standing-still', { width: 100 }), 'on-solid'), ['200 ms']);
  });

  test('number the marks and name them', () => {
    const layout = lay('all-at-once');
    assert.deepEqual([texts(layout, 'number'), texts(layout, 'mark')], [['1'], ['all there']]);
    assert.equal(layout.marks.length, 1);
  });

  test('name an unhandled rejection in full', () => {
    const layout = lay('nobody-catches');
    assert.deepEqual(texts(layout, 'trouble'), ['Unhandled rejection: Error: boom']);
    assert.equal(layout.troubles.length, 1);
  });

  test('say what was printed, also when several lines were printed at once', () => {
    assert.deepEqual(texts(lay('nobody-catches'), 'beside').slice(-2), [
      '1 · hello · after all',
      'Uncaught (in promise) Error: boom',
    ]);
  });

  test('stand above the rows in a narrow picture, and beside them in a wide one', () => {
    const names = (layout: Layout) => layout.texts.filter(({ role }) => role === 'name');
    assert.ok(names(lay('one-after-another')).every(({ dx }) => dx < 0));
    assert.ok(names(lay('one-after-another', { width: 280, narrow: true })).every(({ dx }) => dx >= 0));
  });

  test('never reach over the edges or into each other', () => {
    const sizes = fc.record({ width: fc.integer({ min: 250, max: 900 }), narrow: fc.boolean() });
    fc.assert(
      fc.property(
        generated,
        sizes,
        fc.constantFrom('time' as const, 'order' as const),
        ({ trace }, size, view) => {
          const layout = layOut(arrange(derive(trace), { view }), size);
          const placed = layout.texts.map(({ x, dx, y, text, anchor, role }) => {
            const length = [...text].length * CHARACTER;
            const left = x + dx - (anchor === 'start' ? 0 : anchor === 'end' ? length : length / 2);
            return { left, right: left + length, y, text, role };
          });
          for (const { left, right, text, role } of placed) {
            // Numbers stand in their circles, which may hang over the edge.
            if (role === 'number') continue;
            assert.ok(
              right <= size.width + END_ROOM + 1,
              `“${text}” (${role}) ends at ${right} of ${size.width}`,
            );
            assert.ok(left >= (size.narrow ? 0 : -GUTTER) - 1, `“${text}” (${role}) begins at ${left}`);
          }
          const lines = Map.groupBy(
            placed.filter(({ role }) => role !== 'across'),
            ({ y, role }) => `${y} ${role}`,
          );
          for (const line of lines.values()) {
            const sorted = line.toSorted((a, b) => a.left - b.left);
            for (const [i, text] of sorted.entries()) {
              const next = sorted[i + 1];
              if (next) assert.ok(next.left >= text.right - 0.5, `“${text.text}” runs into “${next.text}”`);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('are cut with a sign that they are', () => {
    assert.equal(shorten('getRates', 8), 'getRates');
    assert.equal(shorten('getRates 1', 8), 'getRate…');
    assert.equal(shorten('getRates', 1), '');
  });
});

describe('a long run', () => {
  const picture = arrange(derive(workers(20_000)), { view: 'time' });

  test('is drawn with no more than the picture can show', () => {
    const { bars, points } = layOut(picture, wide);
    assert.ok(bars.length < 2_500, `${bars.length} bars`);
    assert.ok(points.length < 1_500, `${points.length} points`);
  });

  test('is drawn the same whether it is made coarse beforehand or not', () => {
    const plain = structuredCloneRows(picture);
    for (const range of [undefined, { from: 1000, to: 3000 }, { from: 1000, to: 1100 }]) {
      const coarse = covered(layOut(picture, { ...wide, ...(range && { range }) }));
      const exact = covered(layOut(plain, { ...wide, ...(range && { range }) }));
      for (const [row, pixels] of exact) {
        const other = coarse.get(row) ?? new Set();
        const differing =
          [...pixels].filter((pixel) => !other.has(pixel)).length +
          [...other].filter((pixel) => !pixels.has(pixel)).length;
        assert.ok(
          differing <= pixels.size * 0.02 + 6,
          `row ${row}: ${differing} of ${pixels.size} px differ`,
        );
      }
    }
  });

  test('shows how many things of a folded row went on at once', () => {
    const { densities } = layOut(arrange(derive(sleepers(1000)), { view: 'time' }), wide);
    assert.equal(densities.length, 2);
    assert.deepEqual(densities[0]?.steps[0], { x: 0, share: 1 });
  });
});

describe('pointing at something', () => {
  const run = derived('one-after-another');
  const picture = arrange(run, { view: 'time' });
  const layout = layOut(picture, wide);
  const at = (x: number, y: number) => {
    const seq = eventAt(layout, x, y);
    return seq === undefined ? undefined : run.trace.events[seq]?.type;
  };

  test('means the nearer end of a bar', () => {
    const pln = layout.bars.filter(({ look }) => look === 'started')[2];
    assert.ok(pln);
    const middle = pln.y + pln.height / 2;
    assert.equal(at(pln.x + 12, middle), 'request-started');
    assert.equal(at(pln.x + pln.width - 12, middle), 'request-finished');
  });

  test('means a sign rather than the bar it stands on', () => {
    const sign = layout.points.find((point) => point.sign === 'line');
    assert.ok(sign);
    assert.equal(at(sign.x + 2, sign.y), 'log');
  });

  test('means nothing where nothing is', () => {
    const program = layout.rows[0];
    assert.ok(program);
    assert.equal(at(60, program.middle), undefined);
    assert.equal(at(60, layout.height + 50), undefined);
  });

  test('finds marks and errors in the head of the picture', () => {
    const troubled = lay('nobody-catches');
    const sign = troubled.troubles[0];
    assert.ok(sign);
    assert.equal(eventAt(troubled, sign.x + 3, sign.y), sign.seq);
  });
});

/** The same picture with rows that are not known to the coarse levels: few bars each are drawn as they are. */
function structuredCloneRows(picture: ReturnType<typeof arrange>): ReturnType<typeof arrange> {
  // Rows with fewer bars than a level is made for: each long row is cut into many that lie in the same place.
  const rows = picture.rows.flatMap((row) => {
    const parts = [];
    for (let i = 0; i < Math.max(1, row.bars.length); i += 300)
      parts.push({ ...row, bars: row.bars.slice(i, i + 300) });
    return parts;
  });
  return { ...picture, rows };
}

/** By index of the row: the px in which something that is no gap lies. */
function covered({ bars }: Layout): Map<number, Set<number>> {
  const rows = new Map<number, Set<number>>();
  for (const { row, x, width, look } of bars) {
    if (look === 'waiting' || look === 'paused') continue;
    const pixels = rows.get(row) ?? new Set<number>();
    for (let px = Math.max(0, Math.round(x)); px < Math.min(600, x + width); px++) pixels.add(px);
    rows.set(row, pixels);
  }
  return rows;
}
