import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeFrame } from '../../src/checker/code-frame.ts';
import { progressLine } from '../../src/checker/progress.ts';
import { renderReport } from '../../src/checker/report.ts';
import { coloured, plain } from '../../src/checker/style.ts';
import { clipAround, displayWidth, showControls } from '../../src/checker/text.ts';
import type { OutputRow } from '../../src/snippets/output.ts';

const at = (line: number, from: number, to: number) => ({
  start: { line, column: from },
  end: { line, column: to },
});

describe('a code frame', () => {
  test('marks the line and underlines the range, one line around it', () => {
    assert.deepEqual(codeFrame('one\ntwo three\nfour\nfive', at(1, 4, 9), plain), [
      '  1 │ one',
      '> 2 │ two three',
      '    │     ^^^^^',
      '  3 │ four',
    ]);
  });

  test('puts carets under what is seen, not under code units', () => {
    const [, , carets] = codeFrame('\n日本 😀 x', at(1, 6, 7), plain);
    assert.equal(carets, '    │         ^');
  });

  test('shows a window of a very long line', () => {
    const [, line = '', carets = ''] = codeFrame(
      `\n${'-'.repeat(500)}x${'-'.repeat(500)}`,
      at(1, 500, 501),
      plain,
    );
    assert.ok(line.length < 125);
    assert.equal(line[carets.indexOf('^')], 'x');
  });

  test('of a place behind the end of the text is its last line', () => {
    assert.deepEqual(codeFrame('one', at(7, 3, 4), plain), ['> 1 │ one', '    │    ^']);
  });
});

describe('printed text', () => {
  test('cannot steer the terminal', () => {
    assert.equal(
      showControls('\u001b[2J\u0007\u0000\u009b \u202ecba\r\ttab'),
      '␛[2J␇␀\\u009b \\u202ecba␍  tab',
    );
  });

  test('has a width: wide characters take two columns, marks none', () => {
    assert.equal(displayWidth('日本'), 4);
    assert.equal(displayWidth('e\u0301'), 1);
    assert.equal(displayWidth('😀'), 2);
  });

  test('is clipped around the column that matters', () => {
    assert.deepEqual(clipAround('short', 3, 10), { text: 'short', column: 3 });
    const { text, column } = clipAround('abcdefghijklmnopqrstuvwxyz', 13, 6);
    assert.equal(text, '…klmnop…');
    assert.equal(text[column], 'n');
  });
});

describe('a report', () => {
  const report = {
    chapters: [
      {
        path: 'content/a.mdx',
        run: ['one'],
        checkOnly: [],
        recorded: [],
        elsewhere: [],
        exercises: [],
        problems: [{ path: 'content/a.mdx', range: at(0, 0, 3), code: 'wrong', message: 'It is wrong.' }],
      },
    ],
    hosts: [],
  };
  const sources = new Map([['content/a.mdx', 'one']]);

  test('has the same words with colours and without', () => {
    const inColour = renderReport(report, { style: coloured, sources });
    assert.ok(inColour.includes('\u001b[31m'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours.
    assert.equal(inColour.replaceAll(/\u001b\[\d+m/g, ''), renderReport(report, { style: plain, sources }));
  });

  const differing = {
    ...report,
    chapters: report.chapters.map((chapter) => ({
      ...chapter,
      problems: [
        {
          path: 'content/a.mdx',
          range: at(1, 0, 3),
          code: 'output-differs',
          message: 'Line 2 differs.',
          rows: [
            { kind: 'same', expected: 'one', actual: 'one', at: { line: 4, column: 0 } },
            { kind: 'changed', expected: 'two 日本', actual: 'zwei', at: { line: 5, column: 0 } },
            { kind: 'missing', expected: 'three', at: { line: 6, column: 0 } },
            { kind: 'extra', actual: 'four' },
          ] satisfies OutputRow[],
        },
      ],
    })),
    times: [
      { name: 'a/quick', ms: 0.51 },
      { name: 'a/slow', ms: 120 },
    ],
  };

  test('shows two outputs side by side where they fit', () => {
    const wide = renderReport(differing, { style: plain, sources, columns: 40 });
    assert.ok(
      wide.includes(
        [
          '          expected   printed',
          '    5 │   one      │ one',
          '    6 │ ~ two 日本 │ zwei',
          '    7 │ - three    │',
          '      │ +          │ four',
        ].join('\n'),
      ),
      wide,
    );
    const narrow = renderReport(differing, { style: plain, sources, columns: 24 });
    assert.ok(narrow.includes('    6 │ - two 日本\n      │ + zwei'), narrow);
    assert.equal(renderReport(differing, { style: plain, sources }), narrow);
  });

  test('names the examples that took longest, when asked to', () => {
    const text = renderReport(differing, { style: plain, sources, slowest: 10 });
    assert.ok(text.includes('slowest:\n  120.0 ms  a/slow\n    0.5 ms  a/quick\n'), text);
    assert.ok(!renderReport(differing, { style: plain, sources }).includes('slowest'));
  });
});

describe('the progress line', () => {
  test('is written over and over on a terminal, and taken away', () => {
    const written: string[] = [];
    const line = progressLine({ isTTY: true, columns: 20, write: (text) => written.push(text) });
    line.show({ done: 1, total: 12, name: 'waiting/one-after-another' });
    line.clear();
    assert.deepEqual(written, ['\r\u001b[K1/12 waiting/one-a…', '\r\u001b[K']);
  });

  test('is not written where nobody watches', () => {
    const line = progressLine({ write: () => assert.fail('something was written') });
    line.show({ done: 1, total: 2, name: 'a/b' });
    line.clear();
  });
});
