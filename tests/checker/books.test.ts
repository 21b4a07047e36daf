/** Runs the checker on every tiny book of `tests/books`: see the README there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { cp, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { main } from '../../src/checker/main.ts';
import { createDiagnoser, type Diagnoser } from '../../src/typecheck/diagnose.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';
import { engineSources } from '../../src/worlds/sources.ts';

const books = new URL('../books/', import.meta.url).pathname;
const isUpdating = process.env['UPDATE'] === '1';

/** One for all books: reading the libraries takes longer than all their examples together. */
let diagnoser: Diagnoser;
let folder: string;
before(async () => {
  diagnoser = createDiagnoser(nodeTypeEnvironment(engineSources()));
  folder = await mkdtemp(join(tmpdir(), 'interleave-books-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const names = readdirSync(books, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('the checker, on a tiny book', { concurrency: 2 }, () => {
  for (const name of names) {
    test(name.replaceAll('-', ' '), async () => {
      const book = join(books, name);
      const copy = join(folder, name);
      const about = ['args.txt', 'report.txt', 'after'].map((part) => join(book, part));
      await cp(book, copy, { recursive: true, filter: (path) => !about.includes(path) });

      const report = await checkBook(copy, await readIfThere(join(book, 'args.txt')));
      await expect(join(book, 'report.txt'), Buffer.from(report));

      const before = await readChapters(join(book, 'content'));
      const expected = existsSync(join(book, 'after')) ? await readChapters(join(book, 'after')) : before;
      const found = await readChapters(join(copy, 'content'));
      if (isUpdating) await writeAfter(join(book, 'after'), before, found);
      else assert.deepEqual(found, expected, 'the chapters are not as they should be left');
    });
  }
});

/** Everything the command prints, what stands on the command line, and how it exits. */
async function checkBook(root: string, args: string): Promise<string> {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await main(args.split(/\s+/).filter(Boolean), {
    root,
    stdout: { write: (text) => printed.push(text) },
    stderr: { write: (text) => errors.push(text) },
    env: {},
    diagnose: async (snippets) => diagnoser.diagnose(snippets),
  });
  const parts = [`$ npm run check${args.trim() && ` -- ${args.trim()}`}\n\n`, ...printed];
  if (errors.length > 0) parts.push('[standard error]\n', ...errors);
  parts.push(`\n[exit code ${code}]\n`);
  return normalise(parts.join(''), root);
}

/** Measured times differ from machine to machine and run to run. */
function normalise(report: string, root: string): string {
  return report
    .replaceAll(root, '<root>')
    .replaceAll(/(found: +line \d+ of the output: )`[^`]*` and `[^`]*`/g, '$1`N` and `N`')
    .replaceAll(/(it printed )[\d,]+( lines, the last kept one: )\d+/g, '$1N$2N');
}

async function expect(path: string, found: Buffer): Promise<void> {
  if (isUpdating) return writeFile(path, found);
  assert.equal(found.toString(), await readIfThere(path), `${path} says otherwise; UPDATE=1 rewrites it`);
}

async function readIfThere(path: string): Promise<string> {
  return existsSync(path) ? await readFile(path, 'utf8') : '';
}

/** Bytes by path: a byte order mark or a line end must not get lost. */
async function readChapters(root: string): Promise<Record<string, string>> {
  const paths = (await Array.fromAsync(glob('**/*', { cwd: root, withFileTypes: true })))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const chapters = paths.map(async (path) => [
    path.slice(root.length + 1),
    (await readFile(path)).toString('latin1'),
  ]);
  return Object.fromEntries(await Promise.all(chapters));
}

async function writeAfter(
  path: string,
  before: Record<string, string>,
  found: Record<string, string>,
): Promise<void> {
  await rm(path, { recursive: true, force: true });
  if (JSON.stringify(before) === JSON.stringify(found)) return;
  for (const [name, text] of Object.entries(found)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), Buffer.from(text, 'latin1'));
  }
}
