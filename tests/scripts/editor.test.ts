/** What editors are given says what the grammar says. `UPDATE=1` writes the snippets anew. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { editorSnippets } from '../../scripts/editor-snippets.ts';
import { beginnings } from '../../scripts/new.ts';
import { extract } from '../../src/snippets/extract.ts';
import { readFrontmatter } from '../../src/snippets/frontmatter.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

describe('the snippets', () => {
  test('are those that the file has', () => {
    const path = pathOf('.vscode/book.code-snippets');
    if (process.env['UPDATE']) writeFileSync(path, editorSnippets());
    // How its lines lie is the formatter's affair.
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(editorSnippets()));
  });

  test('expand to what `npm run new` writes', () => {
    const snippets: Record<string, { body: string[] }> = JSON.parse(editorSnippets());
    const expand = (name: string) =>
      (snippets[name]?.body ?? [])
        .join('\n')
        .replace(/\$0$/, '')
        .replaceAll(/(?<!\\)\$1/g, 'name')
        .replaceAll(/\\([\\$])/g, '$1');
    assert.equal(expand('Example'), beginnings.example('name').replaceAll('Name', 'name'));
    assert.equal(expand('Exercise'), beginnings.exercise('name').replaceAll('Name', 'name'));
    assert.equal(expand('Chapter'), beginnings.chapter('name'));
    const source = `${expand('Chapter')}\n${expand('Example')}`;
    const { problems, snippets: found } = extract({
      path: 'content/01-t/01-t.mdx',
      source,
      worlds: ['helpers'],
    });
    assert.deepEqual([problems, found.map(({ id }) => id)], [[], ['name']]);
  });
});

describe('the schema of front matter', () => {
  const schema = JSON.parse(readFileSync(pathOf('docs/front-matter.schema.json'), 'utf8'));

  const isFine = (value: string) =>
    readFrontmatter(
      { value, range: { start: { line: 0, column: 0 }, end: { line: 9, column: 3 } } },
      'content/01-t/01-t.mdx',
    ).problems.length === 0;

  test('asks for what the checker asks for', () => {
    assert.deepEqual(schema.required, ['title']);
    assert.deepEqual([isFine('title: T'), isFine('description: D')], [true, false]);
  });

  test('takes the names of the site', () => {
    const site = readFileSync(pathOf('src/content.config.ts'), 'utf8');
    const chapters = /const chapters[\s\S]*?strictObject\(\{([\s\S]*?)\}\)/.exec(site)?.[1] ?? '';
    const names = [...chapters.matchAll(/^\s*(\w+):/gm)].map((match) => match[1]);
    assert.deepEqual(Object.keys(schema.properties), names);
    assert.equal(schema.additionalProperties, false);
  });

  test('takes the slugs and titles that the checker takes', () => {
    for (const slug of ['waiting', 'event-loop', 'a1', 'Waiting', 'a--b', '-a', 'a_b', ''])
      assert.equal(
        new RegExp(schema.properties.slug.pattern).test(slug),
        isFine(`title: T\nslug: "${slug}"`),
        slug,
      );
    for (const title of ['T', ' ', ''])
      assert.equal(
        new RegExp(schema.properties.title.pattern).test(title),
        isFine(`title: "${title}"`),
        title,
      );
    for (const name of ['title', 'description', 'slug']) {
      assert.equal(schema.properties[name].type, 'string');
      assert.equal(isFine(`${name === 'title' ? '' : 'title: T\n'}${name}: 7`), false);
    }
  });
});
