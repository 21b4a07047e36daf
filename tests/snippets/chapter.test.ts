import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extract, findDuplicateSlugs } from '../../src/snippets/extract.ts';
import { slugOfPath } from '../../src/snippets/frontmatter.ts';
import { formatProblem } from '../../src/snippets/problem.ts';

const chapter = (path: string, head = '') =>
  extract({
    path,
    source: `---\ntitle: Waiting\n${head}---\n\n\`\`\`ts id=a\nf();\n\`\`\`\n\`\`\`output\n\`\`\`\n`,
  });

describe('the slug of a chapter', () => {
  test('is the name of its folder and file without the number', () => {
    assert.equal(slugOfPath('content/01-waiting/01-waiting.mdx'), 'waiting');
    assert.equal(slugOfPath('content/12-event-loop/index.mdx'), 'event-loop');
    assert.equal(slugOfPath('README.md'), 'readme');
    assert.equal(slugOfPath('1984.mdx'), '1984');
  });

  test('is taken from the frontmatter before the path, and from the caller before both', () => {
    const path = 'content/01-waiting/01-waiting.mdx';
    const source = '---\ntitle: x\nslug: other\n---\n';
    assert.equal(chapter(path).slug, 'waiting');
    assert.equal(chapter(path, 'slug: other\n').slug, 'other');
    assert.equal(chapter(path, 'slug: other\n').snippets[0]?.chapter, 'other');
    assert.equal(extract({ path, source, chapter: 'third' }).slug, 'third');
  });

  test('belongs to one chapter only', () => {
    const chapters = [
      chapter('content/01-waiting/01-waiting.mdx'),
      chapter('content/02-switching/02-switching.mdx'),
      chapter('content/03-waiting/03-waiting.mdx'),
      chapter('content/04-loop/04-loop.mdx', 'slug: switching\n'),
    ];
    assert.equal(
      findDuplicateSlugs(chapters).map(formatProblem).join('\n'),
      [
        'content/03-waiting/03-waiting.mdx:1:1 Two chapters have the slug `waiting`. (duplicate-slug)',
        '  expected: an address for each chapter',
        '  found: `waiting` is also the slug of content/01-waiting/01-waiting.mdx',
        '  advice: Rename one of the folders, or give one a slug of its own in its frontmatter: slug: another-name',
        'content/04-loop/04-loop.mdx:1:1 Two chapters have the slug `switching`. (duplicate-slug)',
        '  expected: an address for each chapter',
        '  found: `switching` is also the slug of content/02-switching/02-switching.mdx',
        '  advice: Rename one of the folders, or give one a slug of its own in its frontmatter: slug: another-name',
      ].join('\n'),
    );
    assert.deepEqual(findDuplicateSlugs(chapters.slice(0, 2)), []);
  });
});

describe('a chapter read without a list of worlds', () => {
  test('may import any world, written with its ending', () => {
    const source = (name: string) =>
      `---\ntitle: x\n---\n\`\`\`ts id=a\nimport './worlds/${name}';\n\`\`\`\n\`\`\`output\n\`\`\`\n`;
    assert.deepEqual(extract({ path: 'a.mdx', source: source('any.ts') }).problems, []);
    assert.equal(
      extract({ path: 'a.mdx', source: source('any') }).problems[0]?.advice,
      "Write: './worlds/any.ts'",
    );
  });
});
