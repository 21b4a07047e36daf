/**
 * `npm run bench:checker [-- --size 1000] [--runs 5] [--large] [--peers]`: how long the checker takes for a generated book of
 * forty chapters, and beside it, in the same run, what others take for the same programs. Prints medians of whole processes,
 * start-up included, and the peak of their memory, their children's among it. Judges nothing.
 *
 * `--large` adds a book of 5,000 examples; `--peers` installs Vitest, twoslash and Deno from npm into a folder of its own and
 * runs each once on the same programs.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chapterPath, createListings, type Listing, writeBook } from './checker/generate-book.ts';
import { median, printTable } from './support.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    large: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'src/checker/start.js');
const runs = Number(values.runs);
const perChapter = 25;
const place = mkdtempSync(join(tmpdir(), 'interleave-bench-'));

interface Measured {
  /** Real ms of the whole process. */
  ms: number;
  /** Peak of resident memory, MiB, of the process and its children together. */
  memory: number;
}

/** Runs a command to its end. @throws Error when it exits otherwise than with one of `codes`. */
async function measure(command: string, args: string[], cwd: string, codes = [0]): Promise<Measured> {
  const began = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  child.stdout.on('data', (data) => printed.push(data));
  child.stderr.on('data', (data) => printed.push(data));
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, residentOf(child));
  }, 20);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  const ms = performance.now() - began;
  if (code === null || !codes.includes(code))
    throw new Error(
      `${command} ${args.join(' ')} exited with ${code}:\n${Buffer.concat(printed).toString().slice(-2000)}`,
    );
  return { ms, memory };
}

/** MiB of a process and its children; 0 where the system does not say. */
function residentOf({ pid }: ChildProcess): number {
  const own = (id: string): number => {
    try {
      const pages = Number(readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')[1]);
      const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8')
        .trim()
        .split(' ')
        .filter(Boolean);
      return (pages * 4096) / 2 ** 20 + children.reduce((sum, child) => sum + own(child), 0);
    } catch {
      return 0;
    }
  };
  return own(String(pid));
}

async function repeat(work: (index: number) => Promise<Measured>): Promise<Measured> {
  const all: Measured[] = [];
  for (let index = 0; index < runs; index++) all.push(await work(index));
  return { ms: median(all.map(({ ms }) => ms)), memory: Math.max(...all.map(({ memory }) => memory)) };
}

const rows: (string | number)[][] = [];
function report(name: string, { ms, memory }: Measured, note = ''): void {
  rows.push([name, Math.round(ms), Math.round(memory), note]);
  console.log(`  ${name}: ${Math.round(ms)} ms, ${Math.round(memory)} MiB`);
}

/** Makes a book whose outputs are filled in by the checker. */
async function makeBook(name: string, listings: readonly Listing[], size = perChapter): Promise<string> {
  const book = join(place, name);
  await writeBook(book, listings, size);
  await measure(process.execPath, [cli, '--update', '--no-cache'], book);
  return book;
}

/** Changes the code of the first `count` examples of a chapter, but not what they print. */
function edit(book: string, chapter: number, count: number, index: number): void {
  const path = join(book, chapterPath(chapter));
  let left = count;
  const text = readFileSync(path, 'utf8').replaceAll(/^\/\/ Listing \d+.*$/gm, (line) =>
    left-- > 0 ? `${line.replace(/ edited.*/, '')} edited ${index}` : line,
  );
  writeFileSync(path, text);
}

const check = (book: string, cache: string) => measure(process.execPath, [cli, '--cache-dir', cache], book);

async function measureBook(book: string, label: string): Promise<{ cold: Measured; example: Measured }> {
  const cache = join(place, 'cache');
  const last = readdirSync(join(book, 'content')).length - 1;
  const cold = await repeat(() => {
    rmSync(cache, { recursive: true, force: true });
    return check(book, cache);
  });
  report(`${label}, cold`, cold);
  report(`${label}, unchanged`, await repeat(() => check(book, cache)));
  const example = await repeat((index) => {
    edit(book, Math.min(3, last), 1, index);
    return check(book, cache);
  });
  report(`${label}, one example edited`, example);
  report(
    `${label}, one chapter edited`,
    await repeat((index) => {
      edit(book, Math.min(5, last), perChapter, index + 100);
      return check(book, cache);
    }),
  );
  return { cold, example };
}

try {
  const size = Number(values.size);
  console.log(
    `${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}, medians of ${runs} runs`,
  );
  const listings = createListings(size);
  const book = await makeBook('book', listings);
  report('bare node', await repeat(() => measure(process.execPath, ['-e', '0'], place)));
  const own = await measureBook(book, `${size} examples`);
  if (values.large) {
    const large = await makeBook('large', createListings(5_000), 125);
    const cache = join(place, 'cache-large');
    const cold = await repeat(() => {
      rmSync(cache, { recursive: true, force: true });
      return check(large, cache);
    });
    report('5000 examples, cold', cold, `${(cold.ms / own.cold.ms).toFixed(1)} × the time of ${size}`);
  }
  if (values.peers) await measurePeers(listings, own.cold);
  console.log('');
  printTable(['what', 'ms', 'peak MiB', ''], rows);
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** Each once, on the same programs, in the way its users would. */
async function measurePeers(listings: readonly Listing[], cold: Measured): Promise<void> {
  const peers = join(place, 'peers');
  mkdirSync(peers);
  writeFileSync(join(peers, 'package.json'), '{ "type": "module", "private": true }\n');
  const packages = ['vitest@5.1.1', 'twoslash@0.3.9', 'deno@2.9.6', 'typescript@6.0.3'];
  for (const name of packages) {
    const { status } = spawnSync(
      'npm',
      [
        'install',
        '--no-audit',
        '--no-fund',
        '--no-save',
        '--allow-scripts=deno',
        ...packages.slice(0, packages.indexOf(name) + 1),
      ],
      { cwd: peers },
    );
    if (status !== 0) console.log(`  ${name} cannot be installed here`);
  }
  const compare = async (name: string, work: () => Promise<Measured>) => {
    try {
      const measured = await work();
      report(name, measured, `${(measured.ms / cold.ms).toFixed(1)} × our cold check`);
    } catch (error) {
      rows.push([
        name,
        '–',
        '–',
        error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
      ]);
      console.log(`  ${name}: ${error instanceof Error ? error.message.slice(0, 300) : error}`);
    }
  };
  const source = join(peers, 'ts');
  mkdirSync(source);
  for (const { id, code } of listings) writeFileSync(join(source, `${id}.ts`), code);
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'esnext',
      module: 'esnext',
      moduleResolution: 'bundler',
      moduleDetection: 'force',
      lib: ['esnext', 'dom'],
      types: [],
      skipLibCheck: true,
    },
    include: ['ts/*.ts'],
  };
  writeFileSync(join(peers, 'tsconfig.json'), JSON.stringify(config));
  const node = process.execPath;
  await compare('tsc 7, types only', () =>
    measure(node, [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', peers], peers),
  );
  await compare('tsc 6, types only', () =>
    measure(node, [join(root, 'node_modules/typescript/bin/tsc'), '-p', peers], peers),
  );
  await compare('a node process each, run only', async () => {
    const total: Measured = { ms: 0, memory: 0 };
    for (const file of readdirSync(source)) {
      const one = await measure(node, [join(source, file)], peers);
      total.ms += one.ms;
      total.memory = Math.max(total.memory, one.memory);
    }
    return total;
  });
  const tests = join(peers, 'tests');
  mkdirSync(tests);
  for (const { id, code } of listings)
    writeFileSync(
      join(tests, `${id}.test.ts`),
      `import { expect, test } from 'vitest';\ntest('${id}', async () => {\n${code.replaceAll(/^/gm, '  ')}\nexpect(1).toBe(1);\n});\n`,
    );
  const vitest = join(peers, 'node_modules/vitest/vitest.mjs');
  await compare('vitest run, run only', () =>
    measure(node, [vitest, 'run', '--silent', '--root', tests], tests),
  );
  writeFileSync(
    join(peers, 'twoslash.mjs'),
    "import { readdirSync, readFileSync } from 'node:fs';\nimport { createTwoslasher } from 'twoslash';\nconst twoslash = createTwoslasher();\nfor (const file of readdirSync('ts')) twoslash(readFileSync(`ts/${file}`, 'utf8'), 'ts', { compilerOptions: { strict: true, target: 99, module: 99, moduleDetection: 3, lib: ['esnext', 'dom'], types: [] } });\n",
  );
  await compare('twoslash, types only', () => measure(node, ['twoslash.mjs'], peers));
  const docs = join(peers, 'docs');
  mkdirSync(docs);
  for (let chapter = 0; chapter * perChapter < listings.length; chapter++)
    writeFileSync(
      join(docs, `chapter-${chapter}.md`),
      listings
        .slice(chapter * perChapter, (chapter + 1) * perChapter)
        .map(({ id, code }) => `## ${id}\n\n\`\`\`ts\n${code}\`\`\`\n`)
        .join('\n'),
    );
  const deno = join(peers, 'node_modules/.bin/deno');
  cpSync(docs, join(peers, 'docs-edited'), { recursive: true });
  await compare('deno test --doc, types and run', () => measure(deno, ['test', '--doc', '-q', docs], peers));
  writeFileSync(
    join(docs, 'chapter-3.md'),
    readFileSync(join(docs, 'chapter-3.md'), 'utf8').replace('// Listing', '// Listing edited'),
  );
  await compare('deno test --doc after one edit', () => measure(deno, ['test', '--doc', '-q', docs], peers));
}
