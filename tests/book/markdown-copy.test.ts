import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toMarkdownCopy } from '../../src/book/markdown-copy.ts';

const copy = (body: string) =>
  toMarkdownCopy({
    title: 'Waiting',
    summary: 'Five rates.',
    url: 'https://book.test/waiting/',
    body,
    resolveLink: (href) => href.replace('../02-switching/02-switching.mdx', '/switching/'),
  });

describe('the Markdown copy of a chapter', () => {
  it('begins with what the chapter is and where it lives', () => {
    assert.equal(copy('Text.'), '# Waiting\n\n> Five rates.\n\n<https://book.test/waiting/>\n\nText.\n');
  });

  it('gives fences their language, and their titles to the prose', () => {
    const body =
      '```ts id=a title="All at once" timeline=open predict\nawait 1;\n```\n\n```output\n1 ms\n```';
    assert.match(copy(body), /\*\*All at once\*\*\n\n```ts\nawait 1;\n```\n\n```text\n1 ms\n```\n$/);
  });

  it('leaves out what the page does not show as text', () => {
    const body =
      'A\n\n```ts exercise=a wrong="is late"\n1;\n```\n\n```ts exercise=a tests\n2;\n```\n\n```ts file=setup.ts hidden\n3;\n```\n\nB';
    assert.match(copy(body), /\n\nA\n\nB\n$/);
  });

  it('resolves links in prose, and in prose only', () => {
    const link = '[2](../02-switching/02-switching.mdx#rule)';
    assert.match(
      copy(`See ${link}, written \`${link}\`.\n\n\`\`\`md\n${link}\n\`\`\``),
      /See \[2\]\(\/switching\/#rule\), written `\[2\]\(\.\.\/02.*\)`\.\n\n```md\n\[2\]\(\.\.\/02/,
    );
  });

  it('keeps a fence inside a list or a longer fence whole', () => {
    assert.match(copy('- a\n\n  ````ts id=x\n  ```\n  ````\n'), /- a\n\n {2}````ts\n {2}```\n {2}````\n$/);
  });
});
