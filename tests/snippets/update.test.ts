import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readMarkdown } from '../../src/snippets/markdown.ts';
import { renderExact } from '../../src/snippets/output.ts';
import { normaliseLines, splitLines } from '../../src/snippets/text.ts';
import { replaceOutput } from '../../src/snippets/update.ts';
import { chapters } from './chapters.ts';

const printed = fc.array(
  fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '```',
      '````',
      '~~~',
      '~~~~~~',
      ' ```ts id=a',
      '> x',
      '- x',
      '1. x',
      '</Aside>',
      '---',
      '\t\tx',
      '    x',
    ),
    fc.constantFrom(
      '😀',
      '{ a: 1 }',
      'a\r\nb',
      'a\rb',
      '\uD800',
      '\u2028',
      '\uFEFFx',
      'x  ',
      '`',
      '\0',
      '&amp;',
      '\\',
    ),
    fc.string({ unit: 'grapheme' }),
  ),
  { maxLength: 6 },
);

/** The fence that begins at the first occurrence of a text, and what replacing its lines makes of the source. */
function replaceFirst(source: string, lines: readonly string[]): string {
  const fence = readMarkdown(source).fences.at(-1) ?? assert.fail('no fence');
  return replaceOutput(source, fence.range, lines);
}

describe('replacing an output', () => {
  test('writes what is read back, changes nothing else, and is idempotent', () => {
    fc.assert(
      fc.property(chapters, fc.nat(), printed, ({ source }, choice, lines) => {
        const { fences } = readMarkdown(source);
        const index = choice % fences.length;
        const { range } = fences[index] ?? assert.fail();
        const changed = replaceOutput(source, range, lines);

        const after = readMarkdown(changed).fences;
        const target = after[index] ?? assert.fail();
        assert.deepEqual(normaliseLines(target.body), normaliseLines(lines));
        const others = (list: typeof fences) => list.filter((_, place) => place !== index);
        assert.deepEqual(
          others(after).map(({ body, info, mark }) => ({ body, info, mark })),
          others(fences).map(({ body, info, mark }) => ({ body, info, mark })),
        );

        const offset = (text: string, at: { line: number; column: number }): number =>
          (splitLines(text)[at.line]?.offset ?? 0) + at.column;
        assert.equal(
          changed.slice(0, offset(changed, range.start)),
          source.slice(0, offset(source, range.start)),
        );
        assert.equal(
          changed.slice(offset(changed, target.range.end)),
          source.slice(offset(source, range.end)),
        );
        assert.equal(replaceOutput(changed, target.range, lines), changed);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps the text byte for byte when the output has not changed', () => {
    const source = '---\r\ntitle: x\r\n---\r\n> ```output\r\n> a  \r\n>\r\n>\tb\r\n> ```  \r\n';
    assert.equal(
      replaceFirst(source.replace('>\tb', '>   b'), ['a', '', '  b']),
      source.replace('>\tb', '>   b'),
    );
  });

  test('keeps list indentation, quote marks and line ends', () => {
    assert.equal(
      replaceFirst('- ```output\n  old\n  ```\n', ['a', '', ' b']),
      '- ```output\n  a\n\n   b\n  ```\n',
    );
    assert.equal(
      replaceFirst('> 1. x\r\n>\r\n>    ```output\r\n>    ```\r\nafter', ['a', '', 'b']),
      '> 1. x\r\n>\r\n>    ```output\r\n>    a\r\n>\r\n>    b\r\n>    ```\r\nafter',
    );
    assert.equal(replaceFirst('-\t```output\n\t1\n\t```', ['2', '\t3']), '-\t```output\n\t2\n\t\t3\n\t```');
    assert.equal(
      replaceFirst('[^a]: ```output\n    ```\n\nx[^a]\n', ['2']),
      '[^a]: ```output\n    2\n    ```\n\nx[^a]\n',
    );
  });

  test('lengthens both marks when a line would close the fence, and only then', () => {
    assert.equal(
      replaceFirst('```output x\n1\n```\n', ['```', '````ts']),
      '`````output x\n```\n````ts\n`````\n',
    );
    assert.equal(replaceFirst('```output\n1\n`````\n', ['```']), '````output\n```\n`````\n');
    assert.equal(replaceFirst('~~~output\n1\n~~~\n', ['```']), '~~~output\n```\n~~~\n');
    assert.equal(replaceFirst('```output\n1\n```\n', ['`a` ``b``']), '```output\n`a` ``b``\n```\n');
  });

  test('empties a fence', () => {
    assert.equal(replaceFirst('```output\n1\n2\n```\n', []), '```output\n```\n');
    assert.equal(replaceFirst('```output\n```\n', ['']), '```output\n\n```\n');
  });

  test('refuses a place where no closed fence begins', () => {
    const at = { line: 1, column: 0 };
    assert.throws(() => replaceOutput('```output\n1\n```\n', { start: at, end: at }, []), {
      name: 'RangeError',
      message: 'No closed fence begins at 2:1.',
    });
    const start = { line: 0, column: 0 };
    assert.throws(() => replaceOutput('```output\n1\n', { start, end: start }, []), RangeError);
  });
});

describe('an exact output', () => {
  test('reads back as what was printed', () => {
    fc.assert(
      fc.property(printed, (lines) => {
        const [fence, ...more] = readMarkdown(`${renderExact(lines)}\n`).fences;
        assert.equal(more.length, 0);
        assert.equal(fence?.info, 'output');
        assert.deepEqual(fence.body, normaliseLines(lines));
      }),
    );
  });

  test('has no more marks than it needs', () => {
    assert.equal(renderExact(['a', 'b']), '```output\na\nb\n```');
    assert.equal(renderExact([]), '```output\n```');
    assert.equal(renderExact(['see ```x'], 'output host=node'), '````output host=node\nsee ```x\n````');
  });
});
