/**
 * `npm run bench:checker [-- --size 1000] [--runs 5] [--part book,watch,shards,flakes,large,peers]`: how long the checker takes for a
 * generated book of forty chapters, and beside it, in the same run, what others take for the same programs. Prints medians of
 * whole processes, start-up included, the peak of their memory, their children's among it, and the time of all processors. Judges nothing.
 *
 * Parts, all but the last three by default: `book` cold, unchanged, one example and one chapter edited; `watch` from the save to the verdict;
 * `shards` two halves, each pinned to one processor, and the whole on one; `flakes` whole runs beside two processes that take all
 * they get (`--flakes 20`); `large` a book of 5,000; `peers` installs Vitest, twoslash, typescript-docs-verifier and Deno from npm into a folder
 * of its own and runs each on the same programs, the fast ones in turn with ours.
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
    part: { type: 'string', default: 'book,watch,shards' },
    large: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    flakes: { type: 'string', default: '20' },
  },
});
const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'src/checker/start.js');
const runs = Number(values.runs);
const parts = new Set(values.part.split(','));
if (values.large) parts.add('large');
if (values.peers) parts.add('peers');
const perChapter = 25;
const place = mkdtempSync(join(tmpdir(), 'interleave-bench-'));

interface Measured {
  /** Real ms of the whole process. */
  ms: number;
  /** Peak of resident memory, MiB, of the process and its children together. */
  memory: number;
  /** Ms of all processors together; 0 where the system does not say. */
  cpu: number;
}

/** Runs a command to its end. @throws Error when it exits otherwise than with one of `codes`. */
async function measure(command: string, args: string[], cwd: string, codes = [0]): Promise<Measured> {
  const began = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  child.stdout.on('data', (data) => printed.push(data));
  child.stderr.on('data', (data) => printed.push(data));
  let memory = 0;
  const before = processorTime();
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
  return { ms, memory, cpu: processorTime() - before };
}

/** Ms that the children that have ended took of all processors. Exact only while no two are measured at once. */
function processorTime(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
    // cutime and cstime, in hundredths of a second.
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
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
  return summary(all);
}

function summary(all: readonly Measured[]): Measured {
  return {
    ms: median(all.map(({ ms }) => ms)),
    memory: Math.max(...all.map(({ memory }) => memory)),
    cpu: median(all.map(({ cpu }) => cpu)),
  };
}

const rows: (string | number)[][] = [];
function report(name: string, { ms, memory, cpu }: Measured, note = ''): void {
  rows.push([name, Math.round(ms), Math.round(cpu), Math.round(memory), note]);
  console.log(
    `  ${name}: ${Math.round(ms)} ms, ${Math.round(cpu)} ms of processors, ${Math.round(memory)} MiB ${note}`,
  );
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

const check = (book: string, cache: string, ...more: string[]) =>
  measure(process.execPath, [cli, '--cache-dir', cache, ...more], book);

const checkCold = (book: string) => measure(process.execPath, [cli, '--no-cache'], book);

async function measureBook(book: string, label: string): Promise<Measured> {
  const cache = join(place, 'cache');
  const last = readdirSync(join(book, 'content')).length - 1;
  const cold = await repeat(() => {
    rmSync(cache, { recursive: true, force: true });
    return check(book, cache);
  });
  report(`${label}, cold`, cold);
  report(`${label}, unchanged`, await repeat(() => check(book, cache)));
  const editing = (name: string, chapter: number, count: number) =>
    repeat((index) => {
      edit(book, Math.min(chapter, last), count, index);
      return check(book, cache);
    }).then((measured) => report(`${label}, ${name} edited`, measured));
  await editing('one example', 3, 1);
  await editing('one chapter', 5, perChapter);
  return cold;
}

/** From the moment a chapter is saved to its printed verdict, in a process that was started before. */
async function measureWatch(book: string): Promise<void> {
  const cache = join(place, 'cache-watch');
  const chapters = readdirSync(join(book, 'content')).length;
  const child = spawn(process.execPath, [cli, '--watch', '--cache-dir', cache], { cwd: book });
  let printed = '';
  let heard = () => {};
  child.stdout.on('data', (data) => {
    printed += data;
    heard();
  });
  const said = async (words: string) => {
    while (!printed.includes(words)) await new Promise<void>((resolve) => (heard = resolve));
    printed = '';
  };
  const times: number[] = [];
  try {
    await said('Watching');
    for (let index = 0; index < 120; index++) {
      const began = performance.now();
      edit(book, index % Math.min(chapters, 7), 1, index + 1_000);
      await said('after the save');
      // The first saves find compilers and threads that have done nothing yet.
      if (index >= 20) times.push(performance.now() - began);
    }
  } finally {
    child.kill();
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? Number.NaN).toFixed(1);
  const note = `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms; types among it`;
  report('watch, save to verdict', { ms: median(times), memory: 0, cpu: 0 }, note);
}

async function measureShards(book: string): Promise<void> {
  const pinned = (core: number, ...args: string[]) =>
    measure('taskset', ['-c', String(core), process.execPath, cli, '--no-cache', ...args], book);
  try {
    const whole = await repeat(() => pinned(0));
    const halves = await repeat(async () => {
      const both = await Promise.all([pinned(0, '--shard', '1/2'), pinned(1, '--shard', '2/2')]);
      const sum = (of: (one: Measured) => number) => both.reduce((total, one) => total + of(one), 0);
      return { ms: Math.max(...both.map(({ ms }) => ms)), memory: sum(({ memory }) => memory), cpu: 0 };
    });
    report('whole book, one processor', whole);
    report('two shards, one processor each', halves, `${(whole.ms / halves.ms).toFixed(2)} × as fast as one`);
  } catch (error) {
    console.log(`  shards: ${error instanceof Error ? error.message.slice(0, 200) : error}`);
  }
}

/** Takes all the time it gets, until whoever started it has ended, however that was. */
const hog = 'const parent = process.ppid; while (process.ppid === parent);';

/** Whole runs beside two processes that take all the time they get; a run that is not fine ends the benchmark. */
async function measureFlakes(book: string, times: number): Promise<void> {
  const hogs = [0, 1].map(() => spawn(process.execPath, ['-e', hog], { stdio: 'ignore' }));
  try {
    const all: Measured[] = [];
    for (let index = 0; index < times; index++) all.push(await checkCold(book));
    report(`beside two hogs, ${times} whole runs`, summary(all), '0 flakes');
  } finally {
    for (const each of hogs) each.kill();
  }
}

try {
  const size = Number(values.size);
  console.log(
    `${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}, medians of ${runs} runs`,
  );
  const listings = createListings(size);
  const book = await makeBook('book', listings);
  report('bare node', await repeat(() => measure(process.execPath, ['-e', '0'], place)));
  const cold = parts.has('book') ? await measureBook(book, `${size} examples`) : undefined;
  if (parts.has('watch')) await measureWatch(book);
  if (parts.has('shards')) await measureShards(book);
  if (parts.has('flakes')) await measureFlakes(book, Number(values.flakes));
  if (parts.has('large')) {
    const large = await makeBook('large', createListings(5_000), 125);
    const many = await repeat(() => checkCold(large));
    const few = cold ?? (await repeat(() => checkCold(book)));
    report('5000 examples, cold', many, `${(many.ms / few.ms).toFixed(1)} × the time of ${size}`);
  }
  if (parts.has('peers')) await measurePeers(book, listings);
  console.log('');
  printTable(['what', 'ms', 'processors ms', 'peak MiB', ''], rows);
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** On the same programs, in the way its users would. */
async function measurePeers(book: string, listings: readonly Listing[]): Promise<void> {
  const peers = join(place, 'peers');
  mkdirSync(peers);
  // The docs verifier wants a package with a name and an entry.
  const description = {
    name: 'peers',
    type: 'module',
    main: './ts/s0000.ts',
    private: true,
    allowScripts: { deno: true },
  };
  writeFileSync(join(peers, 'package.json'), JSON.stringify(description));
  const packages = [
    'vitest@5.1.1',
    'twoslash@0.3.9',
    'typescript-docs-verifier@3.0.2',
    'deno@2.9.6',
    'typescript@6.0.3',
  ];
  const install = (names: readonly string[]) =>
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', ...names], { cwd: peers }).status ===
    0;
  if (!install(packages)) {
    const installed: string[] = [];
    // What is not named is removed.
    for (const name of packages)
      if (install([...installed, name])) installed.push(name);
      else console.log(`  ${name} cannot be installed here`);
  }
  const cold = { name: 'cold check', check: () => checkCold(book) };
  let edits = 0;
  const edited = {
    name: 'check after one edit',
    check: () => {
      edit(book, 1, 1, 5_000 + edits++);
      return check(book, join(place, 'cache-peers'));
    },
  };
  /** In turn with ours, `times` times. */
  const compare = async (name: string, work: () => Promise<Measured>, times = 1, ours = cold) => {
    try {
      const pairs: [own: Measured, other: Measured][] = [];
      for (let index = 0; index < times; index++) pairs.push([await ours.check(), await work()]);
      const other = summary(pairs.map(([, measured]) => measured));
      const ratio = median(pairs.map(([own, measured]) => measured.ms / own.ms));
      report(name, other, `${ratio.toFixed(1)} × our ${ours.name} beside it`);
    } catch (error) {
      rows.push([
        name,
        '–',
        '–',
        '–',
        (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)).slice(0, 60),
      ]);
      console.log(`  ${name}: ${error instanceof Error ? error.message.slice(-300) : error}`);
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
  await compare(
    'tsc 7, types only',
    () => measure(node, [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', peers], peers),
    runs,
  );
  await compare(
    'tsc 6, types only',
    () => measure(node, [join(root, 'node_modules/typescript/bin/tsc'), '-p', peers], peers),
    runs,
  );
  await compare('a node process each, run only', async () => {
    const total: Measured = { ms: 0, memory: 0, cpu: 0 };
    for (const file of readdirSync(source)) {
      const one = await measure(node, [join(source, file)], peers);
      total.ms += one.ms;
      total.cpu += one.cpu;
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
    "import { readdirSync, readFileSync } from 'node:fs';\nimport { createTwoslasher } from 'twoslash';\nconst twoslash = createTwoslasher();\nfor (const file of readdirSync('ts')) twoslash(readFileSync(`ts/${file}`, 'utf8'), 'ts', { compilerOptions: { strict: true, target: 99, module: 99, moduleDetection: 3, lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'], types: [] } });\n",
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
  const verifier = join(peers, 'node_modules/.bin/typescript-docs-verifier');
  await compare('typescript-docs-verifier, types only', () =>
    measure(verifier, ['--input-files', ...readdirSync(docs).map((name) => join(docs, name))], peers),
  );
  const deno = join(peers, 'node_modules/.bin/deno');
  cpSync(docs, join(peers, 'docs-edited'), { recursive: true });
  await compare('deno test --doc, types and run', () => measure(deno, ['test', '--doc', '-q', docs], peers));
  writeFileSync(
    join(docs, 'chapter-0.md'),
    readFileSync(join(docs, 'chapter-0.md'), 'utf8').replace('// Listing', '// Listing edited'),
  );
  await edited.check();
  const again = () => measure(deno, ['test', '--doc', '-q', docs], peers);
  await compare('deno test --doc after one edit', again, 1, edited);
}
