/** What is remembered, what makes it forgotten, and that a remembered verdict is the one that would be found. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { environmentKey } from '../../src/checker/cache/environment.ts';
import { recalling } from '../../src/checker/cache/recall.ts';
import { openStore } from '../../src/checker/cache/store.ts';
import { check } from '../../src/checker/check.ts';
import type { Host, HostRun } from '../../src/checker/hosts/host.ts';
import { main } from '../../src/checker/main.ts';
import { extract } from '../../src/snippets/extract.ts';
import { createDiagnoser } from '../../src/typecheck/diagnose.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';
import { engineSources } from '../../src/worlds/sources.ts';

const path = 'content/01-t/01-t.mdx';
const chapter = `---
title: t
---

\`\`\`ts id=one file=setup.ts hidden
export const number = 1;
\`\`\`

\`\`\`ts id=one
import { number } from './setup.ts';
console.log(number);
\`\`\`

\`\`\`output
1
\`\`\`

\`\`\`ts id=two
console.log(2);
\`\`\`

\`\`\`output
2
\`\`\`
`;

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interleave-cache-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const quiet: HostRun = {
  kind: 'ran',
  lines: [],
  dropped: 0,
  end: { reason: 'quiet', exitCode: 0, at: 0 },
  uncaught: [],
  waiting: [],
};

interface Asked {
  /** Ids of the examples that were run and type-checked. */
  run: string[];
  types: string[];
}

/** Checks a chapter with whatever is remembered in `place`, and tells what had to be found out. */
async function ask(
  place: string,
  source: string,
  { name = 'engine', environment = 'e', run = quiet } = {},
): Promise<Asked> {
  const asked: Asked = { run: [], types: [] };
  const host: Host = {
    name,
    flavours: ['browser', 'node'],
    clocks: ['virtual', 'real'],
    hasBuiltins: true,
    concurrency: 1,
    run: async () => run,
    close: async () => {},
  };
  const store = openStore(join(folder, place), environment);
  const { checking, keep } = recalling(
    {
      hosts: [host],
      run: async (_host, { snippet }) => {
        asked.run.push(snippet.id);
        return run;
      },
      diagnose: async (snippets) => {
        asked.types.push(...snippets.map(({ id }) => id));
        return [];
      },
    },
    store,
  );
  const found = extract({ path, source });
  assert.deepEqual(found.problems, []);
  await check([found], checking);
  keep(true);
  store.save();
  return asked;
}

const nothing: Asked = { run: [], types: [] };
const all: Asked = { run: ['one', 'two'], types: ['one', 'two'] };

describe('a chapter that was checked before', () => {
  test('is not run again', async () => {
    assert.deepEqual(await ask('same', chapter), all);
    assert.deepEqual(await ask('same', chapter), nothing);
  });

  const changes: Record<string, { from: string; to: string; asked: Asked }> = {
    'its code': { from: 'console.log(2)', to: 'console.log(3)', asked: { run: ['two'], types: ['two'] } },
    'a comment of its code': {
      from: 'console.log(2);',
      to: 'console.log(2); // x',
      asked: { run: ['two'], types: ['two'] },
    },
    'its hidden set-up': { from: 'number = 1', to: 'number = 2', asked: { run: ['one'], types: ['one'] } },
    'its seed': { from: 'ts id=two', to: 'ts id=two seed=7', asked: { run: ['two'], types: [] } },
    'its limit': { from: 'ts id=two', to: 'ts id=two limit=9000', asked: { run: ['two'], types: [] } },
    'its host': { from: 'ts id=two', to: 'ts id=two host=node', asked: { run: ['two'], types: ['two'] } },
    'its clock': { from: 'ts id=two', to: 'ts id=two clock=real', asked: { run: ['two'], types: [] } },
    'what it should print': { from: '\n2\n```', to: '\n3\n```', asked: nothing },
    'the prose above it': { from: '\n\n```ts id=two', to: '\n\nNew.\n\n```ts id=two', asked: nothing },
    'its name': { from: 'id=two', to: 'id=three', asked: nothing },
  };
  for (const [name, { from, to, asked }] of Object.entries(changes)) {
    test(`is run again where it has to be when ${name} changed`, async () => {
      await ask(name, chapter);
      const changed = chapter.replace(from, to);
      assert.notEqual(changed, chapter);
      const found = await ask(name, changed);
      // Runs by a real clock are made anew each time, several if need be.
      assert.deepEqual({ run: [...new Set(found.run)], types: found.types }, asked);
    });
  }

  test('is checked anew in another environment', async () => {
    await ask('environment', chapter);
    assert.deepEqual(await ask('environment', chapter, { environment: 'another' }), all);
  });

  test('is run anew on a host that is not the engine', async () => {
    await ask('host', chapter, { name: 'node' });
    assert.deepEqual((await ask('host', chapter, { name: 'node' })).run, ['one', 'two']);
  });

  test('is run anew when a limit of real time ended it', async () => {
    const run: HostRun = {
      ...quiet,
      end: { reason: 'limit', exitCode: 143, at: 0, limit: { name: 'time', value: 1 } },
    } as HostRun;
    await ask('limit', chapter, { run });
    assert.deepEqual((await ask('limit', chapter, { run })).run, ['one', 'two']);
  });

  test('is checked anew when what was kept cannot be read', async () => {
    await ask('broken', chapter);
    for (const name of readdirSync(join(folder, 'broken'))) writeFileSync(join(folder, 'broken', name), '{');
    assert.deepEqual(await ask('broken', chapter), all);
  });
});

test('the environment is the same from call to call', () => {
  assert.equal(environmentKey(), environmentKey());
});

describe('the command', () => {
  const books = fileURLToPath(new URL('../books/', import.meta.url));
  for (const name of [
    'fine',
    'wrong-digit',
    'type-error',
    'two-chapters',
    'two-chapters-with-one-slug',
    'nested',
    'links-gone-wrong',
    'translation-gone-wrong',
  ]) {
    test(`prints the same from memory: ${name.replaceAll('-', ' ')}`, async () => {
      const root = join(folder, `book-${name}`);
      await cp(join(books, name), root, { recursive: true });
      const diagnoser = createDiagnoser(nodeTypeEnvironment(engineSources()));
      let typeChecks = 0;
      const say = async (...args: string[]) => {
        const printed: string[] = [];
        await main(args, {
          root,
          stdout: { write: (text) => printed.push(text) },
          stderr: { write: (text) => printed.push(text) },
          env: {},
          diagnose: async (snippets) => {
            typeChecks += snippets.length;
            return diagnoser.diagnose(snippets);
          },
          cache: { folder: join(folder, `kept-${name}`), environment: () => 'e' },
        });
        return printed.join('');
      };
      const first = await say();
      const after = typeChecks;
      assert.equal(await say(), first);
      assert.equal(typeChecks, after, 'something was type-checked again');
      assert.equal(await say('--no-cache'), first);
      assert.ok(typeChecks > after, '--no-cache did not type-check');
      const [chapterPath = ''] = readdirSync(join(root, 'content'), { recursive: true })
        .map(String)
        .filter((file) => file.endsWith('.mdx'));
      const file = join(root, 'content', chapterPath);
      writeFileSync(file, `${readFileSync(file, 'utf8')}\nOne more line.\n`);
      assert.equal(await say(), await say('--no-cache'));
    });
  }
});
