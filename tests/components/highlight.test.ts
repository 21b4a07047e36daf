import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { highlightFile } from '../../src/components/highlight.ts';
import type { SnippetFile } from '../../src/snippets/snippet.ts';

const file = (code: string, more: Partial<SnippetFile> = {}): SnippetFile => ({
  name: 'main.ts',
  code,
  lines: [],
  fence: { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } },
  hidden: false,
  readOnly: [],
  ...more,
});
const lines = (html: string) => html.split('\n').map((line) => /class="(line[^"]*)"/.exec(line)?.[1]);

describe('code', () => {
  test('keeps its text exactly', async () => {
    const code = ['const a = `<b>$', '{1 & 2}</b>`;\n\n\t// done\n'].join('');
    const html = await highlightFile(file(code));
    const text = html
      .replace(/<[^>]*>/g, '')
      .replace(/&#x([0-9A-F]+);/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
    assert.equal(text, code);
  });

  test('has classes and no inline styles', async () => {
    const html = await highlightFile(file("const name: string = 'x'; // y"));
    assert.doesNotMatch(html, /style=/);
    for (const kind of ['keyword', 'type', 'string', 'comment'])
      assert.match(html, new RegExp(`class="c-${kind}"`));
  });

  test('shows the places where a function hands control back in a colour of their own', async () => {
    const html = await highlightFile(file('async function* f() { await g(); yield 1; return awaiting; }'));
    assert.deepEqual(
      [...html.matchAll(/<span class="c-switch">\s*(\w+)/g)].map(([, word]) => word),
      ['await', 'yield'],
    );
  });

  test('is highlighted from the very first line of a cold build on', async () => {
    const html = await highlightFile(file("import { a } from './a.ts';"));
    assert.match(html, /class="c-keyword">import/);
    assert.match(html, /class="c-string"/);
  });

  test('marks read-only lines and the lines after an announced type error', async () => {
    const html = await highlightFile(
      file('one();\n// @errors: 2345\ntwo();\nthree();', { readOnly: [[3, 3]] }),
      [1],
    );
    assert.deepEqual(lines(html), ['line', 'line', 'line type-error', 'line read-only']);
  });
});
