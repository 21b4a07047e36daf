import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { mdxToJs } from 'satteri';
import { findWord, termPlugin, type Word } from '../../src/components/term-plugin.ts';

const words: Word[] = [
  { id: 'task', term: 'task' },
  { id: 'task-source', term: 'task source' },
  { id: 'stack-kinds', term: 'stackful and stackless' },
  { id: 'io', term: 'asynchronous I/O' },
  { id: 'promise', term: 'promise', everyday: true },
];
const found = (text: string, seen: string[] = []) => {
  const at = findWord(text, words, new Set(seen));
  return at && [at.id, text.slice(at.start, at.end)];
};

describe('a word of the glossary', () => {
  for (const [text, expected] of [
    ['One task waits.', ['task', 'task']],
    ['Two Tasks wait.', ['task', 'Tasks']],
    ['a task source has tasks', ['task-source', 'task source']],
    ['a task\nsource', ['task-source', 'task\nsource']],
    ['some are stackless', ['stack-kinds', 'stackless']],
    ['asynchronous I/O, then', ['io', 'asynchronous I/O']],
    ['multitasking and subtask', undefined],
    ['the task-queue', undefined],
    ['task.run() and a.task', undefined],
    ['the task’s end', undefined],
    ['', undefined],
  ] as const)
    it(`${expected ? `is "${expected[1]}"` : 'is not'} in "${text}"`, () =>
      assert.deepEqual(found(text), expected));

  it('is found once', () => assert.equal(found('a task', ['task']), undefined));
});

describe('in a chapter', () => {
  it('a word with an everyday sense is marked where it is emphasised only', async () => {
    const { code } = await mdxToJs('That is a promise.\n\nIt returns a *promise*.', {
      fileURL: pathToFileURL('/book/content/01-a/01-a.mdx'),
      mdastPlugins: [termPlugin(() => words)],
    });
    assert.equal(code.match(/id: "promise"/g)?.length, 1);
    assert.match(code, /_components\.em, \{\s*children: _jsx\(Term/);
  });

  it('titles under Sources are left alone', async () => {
    const { code } = await mdxToJs('## Sources\n\n- *Task*\n\n## After\n\nA task source.', {
      fileURL: pathToFileURL('/book/content/01-a/01-a.mdx'),
      mdastPlugins: [termPlugin(() => words)],
    });
    assert.deepEqual(
      [...code.matchAll(/id: "([^"]*)"/g)].map(([, id]) => id),
      ['task-source'],
    );
  });

  it('the first of each is marked, outside headings, links and code', async () => {
    const source = '# A task\n\n[task](https://x.test) `task` and *task*, a task, a task source.\n\nA task.';
    const { code } = await mdxToJs(source, {
      fileURL: pathToFileURL('/book/content/01-a/01-a.mdx'),
      mdastPlugins: [termPlugin(() => words)],
    });
    assert.deepEqual(
      [...code.matchAll(/id: "([^"]*)"/g)].map(([, id]) => id),
      ['task', 'task-source'],
      code,
    );
    assert.match(code, /_components\.em, \{\s*children: _jsx\(Term/);
  });
});
