import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { extract } from '../../src/snippets/extract.ts';
import { readMarkdown } from '../../src/snippets/markdown.ts';
import type { Position } from '../../src/snippets/snippet.ts';
import { chapters } from './chapters.ts';

describe('positions', () => {
  test('of code lines are exact in lists, quotes and components, after any text, with any line end', () => {
    fc.assert(
      fc.property(chapters, ({ source, fences: made }) => {
        const { fences, problems } = readMarkdown(source);
        assert.deepEqual(problems, []);
        assert.equal(fences.length, made.length);
        const lines = source.split(/\r\n|\r|\n/);
        const rest = ({ line, column }: Position): string => lines[line]?.slice(column) ?? '';
        for (const [index, fence] of fences.entries()) {
          assert.deepEqual(fence.body, made[index]?.code);
          assert.equal(fence.info.trim(), made[index]?.info);
          assert.equal(fence.lines.length, fence.body.length);
          for (const [row, at] of fence.lines.entries()) assert.equal(rest(at), fence.body[row]);
          assert.ok(rest(fence.range.start).startsWith(fence.mark + fence.info));
          assert.ok(rest(fence.infoAt).startsWith(fence.info));
          const { line, column } = fence.range.end;
          assert.ok(lines[line]?.slice(0, column).endsWith(fence.mark));
          assert.equal(rest(fence.range.end).trim(), '');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('of mistakes inside code are those of the chapter', () => {
    const code = "const x = '😀'; import './nowhere.ts';";
    for (const end of ['\n', '\r\n', '\r'])
      for (const [first, prefix] of [
        ['', ''],
        ['- ', '  '],
        ['> > ', '> > '],
        ['-\t', '\t'],
        ['<A>\n\n  ', '  '],
      ] as const)
        for (const bom of ['', '\uFEFF']) {
          const source =
            bom +
            ['---', 'title: é😀', '---', '', `${first}\`\`\`ts id=a`, prefix + code, `${prefix}\`\`\``, '']
              .join('\n')
              .concat(first.startsWith('<A>') ? '\n</A>\n' : '')
              .replaceAll('\n', end);
          const problem = extract({ path: 'a.mdx', source }).problems.find(
            ({ code }) => code === 'missing-file',
          );
          const { start, end: stop } = problem?.range ?? assert.fail(source);
          const line = source.split(end)[start.line] ?? '';
          assert.equal(line.slice(start.column, stop.column), "'./nowhere.ts'");
        }
  });

  test('lie inside the file for every problem of any text, and no text makes extract throw', () => {
    const scrap = fc.constantFrom(
      ...[
        '```',
        '```ts id=a',
        '```ts id=a file=b.ts',
        '```ts title="`x`"',
        '```output',
        '```output match',
        '~~~',
      ],
      ...[
        'f();',
        '{>= 1}',
        '{',
        '<A>',
        '</A>',
        '---',
        'title: x',
        "import './b.ts'",
        '// @errors: x',
        '',
        '',
        '\t',
      ],
    );
    const line = fc
      .tuple(fc.constantFrom('', '', '> ', '- ', '  ', '\t', '>\t', '1. > ', '    '), scrap)
      .map(([prefix, text]) => prefix + text);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), (written, end) => {
        const source = written.join(end);
        const lines = source.split(end);
        const { problems, snippets } = extract({ path: 'a.mdx', source, worlds: [] });
        for (const { range } of problems) {
          assert.ok(range.end.line <= lines.length);
          assert.ok(range.start.column <= (lines[range.start.line]?.length ?? 0));
        }
        for (const file of snippets.flatMap(({ files }) => files))
          for (const [row, text] of file.code.split('\n').entries()) {
            const at = file.lines[row] ?? assert.fail();
            assert.equal(lines[at.line]?.slice(at.column), text);
          }
      }),
      { numRuns: 2000 },
    );
  });

  test('of MDX mistakes are in UTF-16 code units and count a byte order mark', () => {
    for (const bom of ['', '\uFEFF']) {
      const [problem] = extract({ path: 'a.mdx', source: `${bom}é😀 <b> x\n` }).problems;
      assert.deepEqual(problem?.range.start, { line: 0, column: 4 + bom.length });
    }
  });
});
