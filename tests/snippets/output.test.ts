import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { explainPattern, matchesPattern, parsePattern } from '../../src/snippets/condition.ts';
import { extract } from '../../src/snippets/extract.ts';
import {
  compareOutput,
  findStaleSegment,
  type OutputMismatch,
  type OutputRow,
} from '../../src/snippets/output.ts';
import type { ExpectedSegment } from '../../src/snippets/snippet.ts';

/** The segments of an example with these output fences; its first output line stands on line 7, counted from 0. */
function segmentsOf(...outputs: string[]): ExpectedSegment[] {
  const source = ['---', 'title: x', '---', '```ts id=a', 'f();', '```', ...outputs].join('\n');
  const { snippets, problems } = extract({ path: 'a.mdx', source });
  assert.deepEqual(problems, []);
  return snippets[0]?.expectations[0]?.segments ?? assert.fail('no expectation');
}

function output(words: string, ...lines: string[]): string {
  return [`\`\`\`output ${words}`, ...lines, '```'].join('\n');
}

function mismatch(segments: ExpectedSegment[], actual: string[]): OutputMismatch {
  const result = compareOutput(segments, actual);
  if (result.ok) assert.fail('the outputs are the same');
  return result;
}

/** Rows as a reader would see them: `= same`, `~ expected | actual`, `- missing`, `+ extra`. */
function show(rows: readonly OutputRow[]): string[] {
  const showRow = (row: OutputRow): string => {
    if (row.kind === 'same') return `= ${row.actual}`;
    if (row.kind === 'changed') return `~ ${row.expected} | ${row.actual}`;
    return row.kind === 'missing' ? `- ${row.expected}` : `+ ${row.actual}`;
  };
  return rows.map(showRow);
}

describe('an exact output', () => {
  const segments = segmentsOf(output('', 'one', 'two', 'three'));

  test('holds when all lines are the same', () => {
    assert.deepEqual(compareOutput(segments, ['one', 'two', 'three']), { ok: true });
    assert.deepEqual(compareOutput(segments, ['one\ntwo', 'three']), { ok: true });
    assert.deepEqual(compareOutput(segments, ['one  ', 'two\t', 'three']), { ok: true });
    assert.deepEqual(compareOutput(segmentsOf(output('')), []), { ok: true });
    assert.deepEqual(compareOutput(segmentsOf(output('', '')), ['']), { ok: true });
  });

  test('says which line differs and where it stands in the chapter', () => {
    assert.deepEqual(mismatch(segments, ['one', 'TWO', 'three']), {
      ok: false,
      segment: 0,
      line: 1,
      at: { line: 8, column: 0 },
      expected: 'two',
      actual: 'TWO',
      message: 'Line 2 of the output differs.',
      rows: [
        { kind: 'same', expected: 'one', actual: 'one', at: { line: 7, column: 0 } },
        { kind: 'changed', expected: 'two', actual: 'TWO', at: { line: 8, column: 0 } },
        { kind: 'same', expected: 'three', actual: 'three', at: { line: 9, column: 0 } },
      ],
    });
  });

  test('cares for the order', () => {
    const result = mismatch(segments, ['two', 'one', 'three']);
    assert.equal(result.line, 0);
    assert.deepEqual(show(result.rows), ['- one', '= two', '+ one', '= three']);
  });

  test('says what is missing at the end', () => {
    const { rows, actual, ...result } = mismatch(segments, ['one']);
    assert.equal(actual, undefined);
    assert.equal(result.line, 1);
    assert.equal(result.message, 'The output ends where `two` was expected.');
    assert.deepEqual(show(rows), ['= one', '- two', '- three']);
  });

  test('says what was printed too much, and points behind the last line', () => {
    const { rows, ...result } = mismatch(segments, ['one', 'two', 'three', 'four', 'five']);
    assert.deepEqual(result, {
      ok: false,
      segment: 0,
      line: 3,
      at: { line: 10, column: 3 },
      actual: 'four',
      message: 'The program printed 2 lines more than expected.',
    });
    assert.deepEqual(show(rows), ['= one', '= two', '= three', '+ four', '+ five']);
    assert.equal(
      mismatch(segmentsOf(output('')), ['']).message,
      'The program printed 1 line more than expected.',
    );
  });

  test('distinguishes indentation, blank lines and case', () => {
    for (const other of [
      [' one', 'two', 'three'],
      ['one', '', 'two', 'three'],
      ['One', 'two', 'three'],
    ])
      assert.equal(compareOutput(segments, other).ok, false);
  });

  test('aligns long outputs around what changed', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const actual = lines.toSpliced(20, 1).toSpliced(5, 0, 'new');
    const { rows } = mismatch(segmentsOf(output('', ...lines)), actual);
    assert.deepEqual(show(rows.filter(({ kind }) => kind !== 'same')), ['+ new', '- line 20']);
  });

  test('is compared quickly when a million lines were printed', () => {
    const actual = Array.from({ length: 1_000_000 }, (_, index) => `${index}`);
    assert.equal(mismatch(segments, actual).message, 'Line 1 of the output differs.');
  });
});

describe('an interleaved output', () => {
  const segments = segmentsOf(output('interleaved', 'a1', 'a2', '---', 'b1', 'b2'), output('', 'end'));

  test('holds however the sequences mix, as long as each keeps its order', () => {
    for (const lines of ['a1 a2 b1 b2', 'b1 a1 b2 a2', 'a1 b1 b2 a2'])
      assert.equal(compareOutput(segments, [...lines.split(' '), 'end']).ok, true, lines);
    for (const lines of ['a2 a1 b1 b2', 'b1 a1 a2 a2', 'a1 b1 b2', 'a1 a2 b1 end b2'])
      assert.equal(compareOutput(segments, [...lines.split(' '), 'end']).ok, false, lines);
  });

  test('leaves open for a while whose line it was, where sequences have lines in common', () => {
    const same = segmentsOf(output('interleaved', 'x', 'a', '---', 'x', 'b'));
    assert.equal(compareOutput(same, ['x', 'b', 'x', 'a']).ok, true);
    assert.equal(compareOutput(same, ['x', 'b', 'a', 'x']).ok, false);
  });

  test('says which line should have come first, and what is missing', () => {
    const early = mismatch(segments, ['a1', 'b2', 'b1', 'a2', 'end']);
    assert.equal(early.expected, 'b1');
    assert.match(early.message, /`b2`, comes before `b1`/);
    assert.match(mismatch(segments, ['a1', 'a2', 'b1', 'end']).message, /`b2` is not among the lines 1 to 4/);
  });
});

describe('an unordered output', () => {
  const segments = segmentsOf(output('unordered', 'a', 'b', 'b', 'c'));

  test('holds in any order, each line as often as expected', () => {
    assert.equal(compareOutput(segments, ['b', 'c', 'a', 'b']).ok, true);
    assert.equal(compareOutput(segments, ['b', 'c', 'a', 'a']).ok, false);
  });

  test('says what is not among the lines', () => {
    const result = mismatch(segments, ['c', 'b', 'x', 'b']);
    assert.equal(result.message, '`a` is not among the lines 1 to 4 of the output.');
    assert.deepEqual(result.at, { line: 7, column: 0 });
    assert.deepEqual(show(result.rows), ['= c', '= b', '+ x', '= b', '- a']);
  });
});

describe('an output with several allowed', () => {
  const segments = segmentsOf(output('any-of', 'a', 'b', '---', 'b', 'a', 'c'), output('', 'end'));

  test('holds for each of them, whatever their length', () => {
    assert.equal(compareOutput(segments, ['a', 'b', 'end']).ok, true);
    assert.equal(compareOutput(segments, ['b', 'a', 'c', 'end']).ok, true);
    assert.equal(compareOutput(segments, ['b', 'a', 'end']).ok, false);
  });

  test('tries a longer one when a shorter one leaves a rest', () => {
    const nested = segmentsOf(output('any-of', 'a', '---', 'a', 'b'), output('', 'c'));
    assert.equal(compareOutput(nested, ['a', 'b', 'c']).ok, true);
    assert.equal(compareOutput(nested, ['a', 'c']).ok, true);
  });

  test('is shown beside the closest of them', () => {
    const result = mismatch(segments, ['b', 'a', 'x', 'end']);
    assert.equal(result.message, 'The output is none of the 2 that are allowed.');
    assert.equal(result.expected, 'c');
    assert.deepEqual(result.at, { line: 12, column: 0 });
    assert.equal(result.segment, 0);
    assert.equal(result.line, 5);
    assert.deepEqual(show(result.rows), ['= b', '= a', '~ c | x', '= end']);
  });
});

describe('an output with conditions', () => {
  test('holds when every number satisfies its condition', () => {
    const segments = segmentsOf(output('match', 'took {>= 100} ms', '{ n: {number} }'));
    assert.equal(compareOutput(segments, ['took 100 ms', '{ n: -1.5e-7 }']).ok, true);
    const result = mismatch(segments, ['took 99 ms', '{ n: 1 }']);
    assert.equal(result.message, 'Line 1 of the output differs: 99 is not {>= 100}.');
    assert.equal(result.expected, 'took {>= 100} ms');
    assert.equal(
      mismatch(segments, ['took 100 s', '{ n: 1 }']).message,
      'Line 1 of the output differs: the text differs.',
    );
  });

  test('means what it says', () => {
    const table: [pattern: string, holds: string[], fails: string[]][] = [
      [
        '{>= 100}',
        ['100', '100.5', '1e3', 'Infinity'],
        ['99.9', '-100', '', 'x', '100 ', ' 100', '1,000', 'NaN'],
      ],
      ['{> 0}', ['0.01'], ['0', '-1', '-0']],
      ['{<= 5}', ['5', '-9'], ['5.1']],
      ['{< 5}', ['4'], ['5']],
      ['{<-1.5}', ['-2'], ['-1.5']],
      ['{100..130}', ['100', '130'], ['99', '131']],
      ['{-2..-1}', ['-1.5'], ['0']],
      ['{number}', ['0', '-7', '1.5', '2e+21'], ['', 'one', '1.', '.5']],
      ['a {number}/{number} b', ['a 1/2 b'], ['a 1/ b', 'a 1/2 b c']],
      ['(.*)+ {number}', ['(.*)+ 1'], ['x 1']],
      ['-{number}', ['-1'], ['1']],
    ];
    for (const [written, holds, fails] of table) {
      const pattern = parsePattern(written);
      for (const text of holds) assert.equal(matchesPattern(pattern, text), true, `${written} ${text}`);
      for (const text of fails) assert.equal(matchesPattern(pattern, text), false, `${written} ${text}`);
    }
  });

  test('leaves every other brace alone', () => {
    for (const text of ['{ a: 1 }', '{}', '{1}', '$ {x}', '{a}', '{ status: "x", value: {} }', ''])
      assert.deepEqual(parsePattern(text), [text]);
  });

  test('explains with the number that does not fit', () => {
    assert.equal(explainPattern(parsePattern('{> 1} {> 2}'), '2 2'), '2 is not {> 2}');
    assert.equal(explainPattern(parsePattern('{> 1} {> 2}'), '2 3'), undefined);
  });
});

describe('an output in several parts', () => {
  const segments = segmentsOf(
    output('', 'begin'),
    output('unordered', 'a', 'b'),
    output('match', 'after {> 0} ms'),
    output('', 'end', 'of it'),
  );

  test('holds when each part takes its lines in turn', () => {
    assert.equal(compareOutput(segments, ['begin', 'b', 'a', 'after 1 ms', 'end', 'of it']).ok, true);
  });

  test('says in which part it differs', () => {
    const result = mismatch(segments, ['begin', 'b', 'a', 'after 0 ms', 'end', 'of it']);
    assert.equal(result.segment, 2);
    assert.equal(result.line, 0);
    assert.deepEqual(show(result.rows), [
      '= begin',
      '= b',
      '= a',
      '~ after {> 0} ms | after 0 ms',
      '= end',
      '= of it',
    ]);
  });

  test('has one exact part to rewrite when all others still hold', () => {
    const stale = (...actual: string[]) => findStaleSegment(segments, actual);
    assert.deepEqual(stale('BEGIN', 'b', 'a', 'after 1 ms', 'end', 'of it'), {
      segment: 0,
      lines: ['BEGIN'],
    });
    assert.deepEqual(stale('begin', 'b', 'a', 'after 1 ms', 'end', 'of', 'it'), {
      segment: 3,
      lines: ['end', 'of', 'it'],
    });
    assert.deepEqual(stale('0', 'begin', 'b', 'a', 'after 1 ms', 'end', 'of it'), {
      segment: 0,
      lines: ['0', 'begin'],
    });
    assert.equal(stale('begin', 'b', 'a', 'after 1 ms', 'end', 'of it'), undefined);
    assert.equal(stale('begin', 'b', 'a', 'after 0 ms', 'end', 'of it'), undefined);
    assert.equal(stale('BEGIN', 'b', 'a', 'after 1 ms', 'END', 'of it'), undefined);
    assert.equal(stale('b', 'a', 'after 1 ms', 'end', 'of it'), undefined);
  });

  test('of one exact part is rewritten whole', () => {
    assert.deepEqual(findStaleSegment(segmentsOf(output('', 'a')), ['b', 'c ']), {
      segment: 0,
      lines: ['b', 'c'],
    });
    assert.deepEqual(findStaleSegment(segmentsOf(output('', 'a')), []), { segment: 0, lines: [] });
  });
});

describe('comparing', () => {
  const line = fc.constantFrom('a', 'b', 'c', '1', '20');
  const lines = (minLength: number) => fc.array(line, { minLength, maxLength: 4 });
  const part: fc.Arbitrary<[fence: string, printed: fc.Arbitrary<string[]>]> = fc.oneof(
    lines(1).map((text): [string, fc.Arbitrary<string[]>] => [output('', ...text), fc.constant(text)]),
    lines(1).map((text): [string, fc.Arbitrary<string[]>] => [
      output('unordered', ...text),
      fc.shuffledSubarray(text, { minLength: text.length }),
    ]),
    fc
      .tuple(lines(1), lines(1))
      .filter(([a, b]) => a.join() !== b.join())
      .map(([a, b]): [string, fc.Arbitrary<string[]>] => [
        output('any-of', ...a, '---', ...b),
        fc.constantFrom(a, b),
      ]),
    fc.constant<[string, fc.Arbitrary<string[]>]>([
      output('match', 'n {1..9}'),
      fc.constantFrom(['n 1'], ['n 9']),
    ]),
  );

  test('accepts whatever the parts allow, and its rows always hold both outputs', () => {
    const parts = fc.array(part, { minLength: 1, maxLength: 4 });
    const allowed = parts.chain((all) =>
      fc.tuple(
        fc.constant(all.map(([fence]) => fence)),
        fc.tuple(...all.map(([, printed]) => printed)),
        lines(0),
      ),
    );
    fc.assert(
      fc.property(allowed, ([fences, printed, other]) => {
        const segments = segmentsOf(...fences);
        assert.deepEqual(compareOutput(segments, printed.flat()), { ok: true });
        const result = compareOutput(segments, other);
        if (result.ok) return;
        assert.deepEqual(
          result.rows.flatMap((row) => (row.kind === 'missing' ? [] : row.actual)),
          other,
        );
        const lineStarts = segments[result.segment]?.lineStarts ?? assert.fail();
        assert.ok(result.line <= lineStarts.length);
        assert.ok(result.rows.some(({ kind }) => kind !== 'same'));
        const stale = findStaleSegment(segments, other);
        if (stale) {
          const mended = segments.map((segment, index) =>
            index === stale.segment && segment.kind === 'exact'
              ? { ...segment, lines: stale.lines }
              : segment,
          );
          assert.deepEqual(compareOutput(mended, other), { ok: true });
        }
      }),
      { numRuns: 500 },
    );
  });
});
