/** `--watch`: real files are saved, and their verdicts read. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { main } from '../../src/checker/main.ts';
import { createTypeChecker } from '../../src/typecheck/node-checker.ts';
import { engineSources } from '../../src/worlds/sources.ts';

const chapter = (code: string, output: string) =>
  `---\ntitle: t\n---\n\n\`\`\`ts id=one\n${code}\n\`\`\`\n\n\`\`\`output\n${output}\n\`\`\`\n\n\`\`\`ts id=two\nconsole.log(2);\n\`\`\`\n\n\`\`\`output\n2\n\`\`\`\n`;

const root = mkdtempSync(join(tmpdir(), 'interleave-watch-'));
const file = join(root, 'content/01-t/01-t.mdx');
const other = join(root, 'content/02-u/02-u.mdx');
const types = createTypeChecker(engineSources);
const ending = new AbortController();
let printed = '';
let heard: () => void = () => {};
/** What happens while a chapter is checked. */
let meanwhile = async (): Promise<void> => {};
let running: Promise<number>;

/** Waits until something that fits has been printed, and takes everything up to there. */
async function said(pattern: RegExp): Promise<string> {
  for (;;) {
    const match = pattern.exec(printed);
    if (match) {
      const text = printed.slice(0, match.index + match[0].length);
      printed = printed.slice(text.length);
      return text;
    }
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  }
}

before(() => {
  for (const path of [file, other]) mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(file, chapter('console.log(1);', '1'));
  writeFileSync(other, chapter('console.log(1);', '1'));
  running = main(['--watch'], {
    root,
    stdout: {
      write(text) {
        printed += text;
        heard();
      },
    },
    stderr: { write: () => {} },
    env: {},
    signal: ending.signal,
    async diagnose(snippets) {
      const found = await types.diagnose(snippets);
      await meanwhile();
      return found;
    },
    prepare: types.prepare,
    cache: { folder: join(root, 'kept'), environment: () => 'e' },
  });
});
after(async () => {
  ending.abort();
  await running;
  await types.close();
  rmSync(root, { recursive: true, force: true });
});

function save(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

const verdict = /\d+ ms after the save\n/;

test('a saved chapter gets its verdict: outputs, types, errors, and fine again', {
  timeout: 120_000,
}, async () => {
  await said(/4 examples: .* all fine[\s\S]*Watching/);

  writeFileSync(file, chapter('console.log(3);', '1'));
  const output = await said(verdict);
  assert.match(output, /content\/01-t\/01-t\.mdx:10:1 output-differs \(one on engine\)/);
  assert.doesNotMatch(output, /02-u/);

  writeFileSync(file, chapter('const wrong: string = 1;\nconsole.log(wrong);', '1'));
  assert.match(await said(verdict), /content\/01-t\/01-t\.mdx:6:7 type-error \(one\)/);

  writeFileSync(file, chapter('console.log(1);\nthrow new Error("no");', '1'));
  assert.match(await said(verdict), /content\/01-t\/01-t\.mdx:7:7 uncaught-error/);

  writeFileSync(file, chapter('console.log(1', '1'));
  assert.match(await said(verdict), /syntax-error|type-error/);

  // The way many editors save: aside, and then renamed.
  save(file, chapter('console.log(1);', '1'));
  assert.match(await said(verdict), /✓ content\/01-t\/01-t\.mdx {2}2 examples\n\n2 examples: .* all fine/);
});

test('a heading that is called otherwise is missed by the chapters that link to it', {
  timeout: 60_000,
}, async () => {
  const link = '\n[Rule](../01-t/01-t.mdx#the-rule)\n';
  save(file, `${chapter('console.log(1);', '1')}\n## The rule\n`);
  assert.match(await said(verdict), /✓ content\/01-t/);
  save(other, chapter('console.log(1);', '1') + link);
  assert.match(await said(verdict), /✓ content\/02-u/);
  save(file, `${chapter('console.log(1);', '1')}\n## The rules\n`);
  assert.match(
    await said(verdict),
    /✓ content\/01-t[\s\S]*02-u\.mdx {2}2 examples, 1 problem[\s\S]*02-u\.mdx:21:8 broken-link[\s\S]*Write: \.\.\/01-t\/01-t\.mdx#the-rules\n/,
  );
  save(file, chapter('console.log(1);', '1'));
  await said(verdict);
  save(other, chapter('console.log(1);', '1'));
  assert.match(await said(verdict), /all fine/);
});

test('documents and data are followed, and links that another file leaves without an end', {
  timeout: 60_000,
}, async () => {
  const fine = chapter('console.log(1);', '1');
  save(join(root, 'README.md'), '# Book\n\n[Rule](content/01-t/01-t.mdx#the-rule)\n');
  assert.match(
    await said(verdict),
    /✗ README\.md {2}0 examples, 1 problem\n\n {2}README\.md:3:8 broken-link/,
  );
  save(file, `${fine}\n## The rule\n\n<Term id="tick">Tick</Term>\n`);
  const word = await said(verdict);
  assert.match(word, /01-t\.mdx:23:11 unknown-term/);
  assert.doesNotMatch(word, /README/);
  save(join(root, 'content/glossary.json'), '[{ "id": "tick" }]');
  assert.match(await said(verdict), /^\n✓ content\/glossary\.json {2}0 examples\n\n.* all fine/);

  const document = join(root, 'docs/more/hosting.md');
  mkdirSync(join(document, '..'), { recursive: true });
  writeFileSync(document, '[Other](../../content/02-u/02-u.mdx#rule)\n');
  assert.match(await said(verdict), /hosting\.md:1:9 broken-link/);
  save(document, '[Other](../../content/02-u/02-u.mdx)\n');
  assert.match(await said(verdict), /✓ docs\/more\/hosting\.md/);
  const translation = join(root, 'translations/de/01-t.mdx');
  mkdirSync(join(translation, '..'), { recursive: true });
  writeFileSync(translation, '---\nof: t\ntitle: t\n---\n\n[Da](#nirgends)\n');
  assert.match(await said(verdict), /✗ translations\/de[\s\S]*01-t\.mdx:6:6 broken-link/);
  rmSync(translation);
  await said(/01-t\.mdx is gone\.\n/);
  rmSync(other);
  assert.match(
    await said(verdict),
    /02-u\.mdx is gone\.\n\n✗ docs\/more\/hosting\.md[\s\S]*:1:9 broken-link/,
  );
  save(other, fine);
  assert.match(await said(verdict), /^\n✓ content\/02-u\/02-u\.mdx {2}2 examples\n\n.* all fine/);
  for (const path of [document, join(root, 'README.md')]) {
    save(path, 'Nowhere.\n');
    await said(verdict);
  }
});

test('a chapter that is saved again while it is checked gets the verdict of its last text only', {
  timeout: 60_000,
}, async () => {
  meanwhile = async () => {
    meanwhile = async () => {};
    const watcher = watch(join(file, '..'));
    const isNoticed = new Promise<void>((resolve) => {
      watcher.on('change', (_event, name) => name === '01-t.mdx' && resolve());
    });
    save(file, chapter('console.log(5);', '4'));
    await isNoticed;
    await setImmediate();
    watcher.close();
  };
  save(file, chapter('console.log(3);', '4'));
  const heard = await said(verdict);
  assert.match(heard, /\+ 5/);
  assert.doesNotMatch(heard, /\+ 3/);
});

test('a chapter that is deleted is not missed', { timeout: 60_000 }, async () => {
  rmSync(other);
  await said(/content\/02-u\/02-u\.mdx is gone/);
  writeFileSync(other, chapter('console.log(1);', '2'));
  assert.match(await said(verdict), /content\/02-u\/02-u\.mdx:10:1 output-differs/);
});
