/** A newcomer's way: a chapter, three examples and an exercise from the command, and the checker finds nothing wrong. */
import assert from 'node:assert/strict';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createPart } from '../../scripts/new.ts';
import { buildBook } from '../../src/book/chapters.ts';
import { main } from '../../src/checker/main.ts';
import { createDiagnoser } from '../../src/typecheck/diagnose.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';
import { engineSources } from '../../src/worlds/sources.ts';

let root: string;
before(() => {
  root = mkdtempSync(join(tmpdir(), 'interleave-new-'));
});
after(() => rmSync(root, { recursive: true, force: true }));

const path = 'content/01-waiting-in-queues/01-waiting-in-queues.mdx';

test('what the command writes passes the check', async () => {
  assert.deepEqual(createPart(['chapter', 'Waiting', 'in queues'], root), { written: path });
  for (const id of ['first', 'second-one', 'third']) {
    assert.deepEqual(createPart(['example', 'waiting-in-queues', id], root), { written: path });
  }
  assert.deepEqual(createPart(['exercise', 'waiting-in-queues', 'sum'], root), { written: path });
  const diagnoser = createDiagnoser(nodeTypeEnvironment(engineSources()));
  const printed: string[] = [];
  const code = await main([], {
    root,
    stdout: { write: (text) => printed.push(text) },
    stderr: { write: (text) => printed.push(text) },
    env: {},
    diagnose: async (snippets) => diagnoser.diagnose(snippets),
  });
  assert.match(printed.join(''), /4 examples: 4 run, .*1 exercise – all fine\n$/);
  assert.equal(code, 0);
});

test('each part stands where it belongs', () => {
  const headings = [...readFileSync(join(root, path), 'utf8').matchAll(/^##+ (.+)$/gm)].map(
    ([, text]) => text,
  );
  assert.deepEqual(headings, [
    'First',
    'Second one',
    'Third',
    'Exercises',
    'Sum',
    'In one paragraph',
    'Check yourself',
    'Sources',
  ]);
});

test('the next chapter follows the last', () => {
  assert.deepEqual(createPart(['chapter', 'Überholen: when?'], root), {
    written: 'content/02-uberholen-when/02-uberholen-when.mdx',
  });
});

test('a chapter takes its place in the plan, or gets one behind the last that is written', () => {
  const planned = mkdtempSync(join(tmpdir(), 'interleave-new-'));
  try {
    cpSync('content', join(planned, 'content'), { recursive: true });
    const written = globSync('content/[0-9][0-9]-*/*.mdx').length;
    const number = (more: number) => String(written + more).padStart(2, '0');
    const before = readFileSync('content/book.json', 'utf8');
    const read = () => {
      const text = readFileSync(join(planned, 'content/book.json'), 'utf8');
      const files = globSync('content/[0-9][0-9]-*/*.mdx', { cwd: planned }).map((file) => ({
        path: file,
        title: file,
        body: '',
      }));
      return { text, book: buildBook(JSON.parse(text).parts, files) };
    };
    const next = buildBook(JSON.parse(before).parts, []).chapters[written];
    assert.ok(next);
    assert.deepEqual(createPart(['chapter', next.title], planned), {
      written: `content/${number(1)}-${next.slug}/${number(1)}-${next.slug}.mdx`,
    });
    assert.equal(read().text, before);
    assert.deepEqual(createPart(['chapter', 'Waiting in queues'], planned), {
      written: `content/${number(2)}-waiting-in-queues/${number(2)}-waiting-in-queues.mdx`,
    });
    const { text, book } = read();
    assert.equal(
      book.chapters[written + 1]?.title,
      `content/${number(2)}-waiting-in-queues/${number(2)}-waiting-in-queues.mdx`,
    );
    assert.ok('message' in createPart(['chapter', next.title], planned));
    const added = text.replace(/,\n *\{\s*"slug": "waiting-in-queues"[^}]*\}/, '');
    assert.equal(added, before);
  } finally {
    rmSync(planned, { recursive: true, force: true });
  }
});

test('nothing that is there is lost, and a wrong command is told what is right', () => {
  const text = readFileSync(join(root, path), 'utf8');
  const refused = [
    [],
    ['chapter'],
    ['chapter', '!'],
    ['example', 'waiting-in-queues'],
    ['example', 'waiting-in-queues', 'Not Kebab'],
    ['example', 'no-such-chapter', 'id'],
    ['example', 'waiting-in-queues', 'first'],
    ['exercise', 'waiting-in-queues', 'sum'],
  ];
  for (const argv of refused) assert.ok('message' in createPart(argv, root), argv.join(' '));
  assert.equal(readFileSync(join(root, path), 'utf8'), text);
});
