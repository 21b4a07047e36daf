/** Types in the editor, on the built site: errors as one types, hovers, completions, signatures, definitions, formatting. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { ExampleData } from '../../src/playground/example-data.ts';
import { extract } from '../../src/snippets/extract.ts';
import type { Snippet } from '../../src/snippets/snippet.ts';
import { createDiagnoser } from '../../src/typecheck/diagnose.ts';
import type { FileProblem } from '../../src/typecheck/example-service.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';
import type { TypeFiles } from '../../src/typecheck/page-files.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';
import { type LiveExample, openExample } from './live-example.ts';

const folder = process.env['SITE_FOLDER'] ?? 'dist';
const id = 'results-in-order';

let site: Site;
before(async () => {
  site = await openSite({ folder });
});
after(() => site?.close());

/** An example in its editor, with the types loaded. */
const editing = (
  use: (example: LiveExample, page: Page) => Promise<void>,
  { text, name = id, ...options }: VisitOptions & { text?: string; name?: string } = {},
) =>
  site.visit(
    'waiting/',
    async (page) => {
      const example = await openExample(page, name);
      await example.edit();
      await types(example)
        .filter({ hasText: /No type errors|error/ })
        .waitFor({ timeout: 60_000 });
      if (text !== undefined) await example.write(text);
      await use(example, page);
    },
    options,
  );

const types = ({ root }: LiveExample) => root.locator('.editor-types');
const says = (example: LiveExample, text: RegExp) =>
  types(example).filter({ hasText: text }).waitFor({ timeout: 20_000 });
const tooltip = (page: Page, text: RegExp) =>
  page.locator('.cm-tooltip').filter({ hasText: text }).first().waitFor({ timeout: 20_000 });

/** Takes a completion with Enter once it is chosen; a list that only just appeared does not take keys yet, so that nobody takes one unseen. */
async function take(page: Page, option: RegExp) {
  await page
    .locator('.cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled) [aria-selected]', {
      hasText: option,
    })
    .waitFor();
  await page.waitForTimeout(500);
  await page.keyboard.press('Enter');
  await page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached' });
}

describe('types in the editor', () => {
  test('are not on the reading path, nor on that of running', () =>
    site.visit('waiting/', async (page) => {
      const example = await openExample(page, id);
      await example.run();
      const fetched = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
      );
      assert.deepEqual(
        fetched.filter((path) => path.includes('types')),
        [],
      );
    }));

  test('weigh at most 2.2 MB as hosts compress them', () => {
    const total = globSync('types/*', { cwd: folder })
      .map(
        (file) =>
          brotliCompressSync(readFileSync(join(folder, file)), {
            params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
          }).length,
      )
      .reduce((sum, size) => sum + size, 0);
    assert.ok(total > 500_000, 'they are there');
    assert.ok(total <= 2_200_000, `${total} bytes`);
  });

  test('show an error while it is written, where it is and in words, and lead to it', () =>
    editing(
      async (example, page) => {
        await says(example, /^1 error/);
        assert.equal(await example.root.locator('.cm-lintRange-error').textContent(), 'wrong');
        await types(example).locator('summary').press('Enter');
        assert.match(
          (await types(example).locator('li').textContent()) ?? '',
          /^2:7 Type 'string' is not assignable to type 'number'\. TS2322$/,
        );
        await types(example).locator('.place').press('Enter');
        await page.keyboard.insertText('so');
        assert.match(await example.code(), /const sowrong/);
        await example.write('const right: number = 1;\nconsole.log(right);\n');
        await says(example, /No type errors/);
        assert.equal(await example.root.locator('.cm-lintRange-error').count(), 0);
      },
      { text: "const fine = 1;\nconst wrong: number = 'text';\nconsole.log(fine, wrong);\n" },
    ));

  test('say what a name is, on hover and by keyboard', () =>
    editing(
      async (example, page) => {
        await says(example, /No type errors/);
        const { x, y, width, height } = await example.root
          .locator('.cm-line')
          .first()
          .evaluate((line) => {
            const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
              const at = texts.currentNode.textContent?.indexOf('answer') ?? -1;
              if (at < 0) continue;
              const range = document.createRange();
              range.setStart(texts.currentNode, at);
              range.setEnd(texts.currentNode, at + 'answer'.length);
              return range.getBoundingClientRect().toJSON() as DOMRect;
            }
            throw new Error('The name is not there.');
          });
        // Whatever changes under a mouse that stands still ends its hovering.
        for (let i = 0; (await page.locator('.cm-tooltip').count()) === 0 && i < 40; i++) {
          await page.mouse.move(x + width / 2 + (i % 2), y + height / 2);
          await page.waitForTimeout(500);
        }
        await tooltip(page, /const answer: Promise<number>/);
        await page.mouse.move(0, 0);
        await page.locator('.cm-tooltip').waitFor({ state: 'detached' });
        await example.root.locator('.cm-content').focus();
        await page.keyboard.press('ControlOrMeta+Home');
        for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ControlOrMeta+i');
        await tooltip(page, /const answer: Promise<number>/);
        assert.match((await example.root.locator('.editor-said').textContent()) ?? '', /Promise<number>/);
        await page.keyboard.press('Escape');
        await page.locator('.cm-tooltip').waitFor({ state: 'detached' });
        assert.ok(
          await example.root.locator('.cm-content').evaluate((text) => text === document.activeElement),
        );
      },
      { text: 'const answer = Promise.resolve(42);\nconsole.log(await answer);\n' },
    ));

  test('complete a member, and a name of a world with its import', () =>
    editing(
      async (example, page) => {
        await says(example, /No type errors/);
        await page.keyboard.press('ControlOrMeta+End');
        await page.keyboard.type('text.toUp');
        await take(page, /toUpperCase/);
        assert.match(await example.code(), /text\.toUpperCase$/);
        await page.keyboard.type('();\ngetRates');
        await take(page, /^getRates\W*worlds\/rates\.ts/);
        await page.waitForFunction(
          (root) => root?.querySelector('.cm-content')?.textContent?.includes('./worlds/rates.ts'),
          await example.root.elementHandle(),
        );
        assert.match(await example.code(), /^import \{ getRates \} from '\.\/worlds\/rates\.ts';/);
        await says(example, /No type errors/);
      },
      { text: "const text = 'a';\n" },
    ));

  test('say what a function wants while it is called', () =>
    editing(
      async (example, page) => {
        await says(example, /No type errors/);
        await page.keyboard.press('ControlOrMeta+End');
        await page.keyboard.type('later(');
        await tooltip(page, /later\(act: \(\) => void, delay: number\): void/);
        assert.equal(await page.locator('.cm-tooltip strong').textContent(), 'act: () => void');
        await page.keyboard.type('console.log, ');
        await page.locator('.cm-tooltip strong', { hasText: 'delay: number' }).waitFor();
        // The first one may close a list of completions that is on its way.
        for (let presses = 0; presses < 3 && (await page.locator('.cm-tooltip').count()) > 0; presses++) {
          await page.keyboard.press('Escape');
          await page.waitForTimeout(300);
        }
        await page.locator('.cm-tooltip').waitFor({ state: 'detached' });
      },
      { text: 'function later(act: () => void, delay: number) {\n  setTimeout(act, delay);\n}\n' },
    ));

  test('lead to a definition, and say when it lies outside', () =>
    editing(
      async (example, page) => {
        await says(example, /No type errors/);
        const press = async (back: number) => {
          await page.keyboard.press('ControlOrMeta+End');
          await page.keyboard.press('ArrowUp');
          await page.keyboard.press('Home');
          for (let i = 0; i < back; i++) await page.keyboard.press('ArrowRight');
          await page.keyboard.press('F12');
        };
        await press(2);
        await page.waitForFunction(() =>
          getSelection()
            ?.focusNode?.parentElement?.closest('.cm-line')
            ?.textContent?.startsWith('async function show'),
        );
        await press(7);
        await example.root
          .locator('.editor-said', { hasText: 'worlds/rates.ts, a part of the world' })
          .waitFor();
      },
      {
        text: "import { getRates } from './worlds/rates.ts';\nasync function show(rate: unknown) {\n  console.log(await rate);\n}\nshow(getRates('EUR'));\n",
      },
    ));

  test('format on demand, in one step that can be undone', () =>
    editing(
      async (example, page) => {
        await says(example, /No type errors/);
        await example.root.getByRole('button', { name: 'Format' }).press('Enter');
        await example.root.locator('.editor-said', { hasText: 'Formatted' }).waitFor();
        assert.equal(await example.code(), 'if (1 < 2) {\n  console.log(1);\n}\n');
        await example.root.locator('.cm-content').focus();
        await page.keyboard.press('ControlOrMeta+z');
        assert.match(await example.code(), /if\(1<2\)\{/);
      },
      { text: 'if(1<2){\nconsole.log( 1 );\n}\n' },
    ));

  test('do without when they cannot be had, say so, and come when asked again', () =>
    site.visit(
      'waiting/',
      async (page) => {
        const example = await openExample(page, id);
        await example.edit();
        await says(example, /could not be loaded/);
        await example.write("console.log('runs all the same');");
        await example.run();
        assert.deepEqual(await example.lines(), ['runs all the same']);
        await page.unroute('**/types.json');
        await example.root.getByRole('button', { name: 'Try again' }).press('Enter');
        await says(example, /No type errors/);
      },
      {
        expectedErrors: [/types\.json|ERR_FAILED/],
        prepare: (page) => page.route('**/types.json', (route) => route.abort()).then(() => {}),
      },
    ));
});

/** `main.ts:1:7 TS2322 message`, counted from 1. */
const lineOf = (problem: Pick<FileProblem, 'file' | 'line' | 'column' | 'code' | 'message'>) =>
  `${problem.file}:${problem.line + 1}:${problem.column + 1} TS${problem.code} ${problem.message}`;

test('every example of the book has the very errors in the page that it has in the checker: the announced ones', async () => {
  const snippets = globSync('content/*/*.mdx').flatMap((path) => {
    const source = readFileSync(path, 'utf8');
    const chapter = path.replace(/^.*[\\/]\d+-|\.mdx$/g, '');
    return extract({ path, source, chapter }).snippets;
  });
  const live = snippets.filter(({ mode }) => mode === 'run');
  assert.ok(live.length > 5);
  const quiet = live.map((snippet): Snippet => ({ ...snippet, typeErrors: [] }));
  const checked = createDiagnoser(nodeTypeEnvironment(engineSources())).diagnose(quiet);
  const inChecker = Object.fromEntries(
    live.map(({ chapter, id: name }) => [
      `${chapter}/${name}`,
      checked
        .filter(({ snippet }) => snippet === `${chapter}/${name}`)
        .map((found) => (found.kind === 'type-error' ? lineOf(found) : 'announced')),
    ]),
  );
  await site.visit('', async (page) => {
    const names = Object.keys(inChecker);
    const found = await page.evaluate(async (examples) => {
      const json = async <T>(url: string): Promise<T> => (await fetch(url)).json();
      const bytes = async (name: string) => (await fetch(`/types/${name}`)).arrayBuffer();
      const index = await json<TypeFiles>('/types.json');
      const worker = new Worker(`/types/${index.worker[0]}`);
      worker.postMessage({
        libraries: await bytes(index.libraries[0]),
        nodeTypes: await bytes(index.node[0]),
      });
      let calls = 0;
      const ask = (method: string, ...args: unknown[]) =>
        new Promise<unknown>((resolve, reject) => {
          const call = ++calls;
          worker.addEventListener('message', function hear({ data }) {
            if (data.id !== call) return;
            worker.removeEventListener('message', hear);
            if ('error' in data) reject(new Error(data.error));
            else resolve(data.value);
          });
          worker.postMessage({ id: call, method, args });
        });
      const results: [string, unknown][] = [];
      for (const name of examples) {
        const data = await json<ExampleData>(`/examples/${name}.json`);
        const files = Object.fromEntries(data.files.map((file) => [file.name, file.code]));
        await ask('write', name, data.options.flavour === 'node' ? 'node' : 'browser', files);
        results.push([name, await ask('problems', name)]);
      }
      return results;
    }, names);
    const inPage = Object.fromEntries(
      found.map(([name, problems]) => [name, (problems as FileProblem[]).map(lineOf)]),
    );
    assert.deepEqual(inPage, inChecker);
  });
});
