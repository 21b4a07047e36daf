/**
 * What watching costs, and how much the engine bears: probes on a million awaits, memory for a million events, a
 * virtual day of timers, compiling in the page, the size of what the page loads. `npm run bench -- engine`;
 * `node tests/bench/engine.ts probes` for the first alone.
 */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../src/checker/browsers.ts';
import { openBrowserRuns } from '../../src/checker/hosts/browser-runs.ts';
import { launchChromium } from '../../src/checker/hosts/chromium.ts';
import { parserFile, trimParser } from '../../src/engine/compile/trim-parser.ts';
import { closePool, run } from '../../src/engine/hosts/node.ts';
import type { Program, RunOptions, RunResult } from '../../src/engine/protocol.ts';
import { runtimeFiles } from '../../src/sandbox/runtime-files.ts';
import { helpers, snippet } from '../support/engine-snippet.ts';
import { median, printTable } from './support.ts';

const rounds = 5;
/** A million awaits take 60 ms, on a busy machine up to twice as long: so many attempts are needed to see what they cost. */
const probeRounds = 15;

const loadTrimmed = async ({ path }: { path: string }) => ({
  contents: trimParser(await readFile(path, 'utf8')),
});

/** Programs with a million awaits each, which say how many real ms they took. JavaScript, to run as they are, too. */
const awaitHeavy: Record<string, string> = {
  'one loop': 'for (let i = 0; i < 1_000_000; i++) await i;',
  'calls that await': `const leaf = async (n) => { await null; return n; };
let sum = 0;
for (let i = 0; i < 500_000; i++) sum += await leaf(i);`,
  'a thousand tasks': `await Promise.all(Array.from({ length: 1_000 }, async (_, n) => {
  for (let i = 0; i < 1_000; i++) await n;
}));`,
};

/** Node tells how long a thread was at work, which a busy machine does not change; pages have a clock only. */
const clocks = {
  Node: '(({ user, system }) => (user + system) / 1000)(process.threadCpuUsage())',
  Chromium: 'performance.now()',
};
const timed = (body: string, host: keyof typeof clocks) => `async function main() {
  const start = ${clocks[host]};
  ${body}
  return ${clocks[host]} - start;
}
`;
const asProgram = (source: string): Program => ({ entry: 'main.ts', files: { 'main.ts': source } });

if (process.argv[2] === 'memory') await measureMemory();
else if (process.argv[2] === 'probes') await benchProbes();
else {
  await benchProbes();
  await benchMemory();
  await benchTimers();
  await benchCompile();
  await benchSize();
}
await closePool();

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await measure());
  return median(times);
}

/**
 * The least time of each. They take turns, so that what is compared meets the same machine; what else goes on there only ever
 * adds time, to a processor that it shares, too.
 */
async function leastOf(measures: (() => Promise<number>)[]): Promise<number[]> {
  const least = measures.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < probeRounds; round++)
    for (const [index, measure] of measures.entries())
      least[index] = Math.min(least[index] ?? Number.NaN, await measure());
  return least;
}

function printed({ output, end }: RunResult): number {
  const ms = Number(output[0]?.text);
  if (!Number.isFinite(ms))
    throw new Error(`The program printed no time: ${JSON.stringify({ output, end })}`);
  return ms;
}

async function benchProbes(): Promise<void> {
  const found = await findChromium();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: chromiumFlags,
    env: { ...process.env, ...found.env } as Record<string, string>,
  });
  const page = await browser.newPage();
  const runs = await openBrowserRuns(launchChromium, 1);
  const options = { clock: 'real', limit: 30_000 } as const;
  const inNode = (source: string, chosen: Partial<RunOptions>) => async () =>
    printed(await run(asProgram(source), { ...options, flavour: 'node', ...chosen }));
  const inPage = (source: string, chosen: { probes: boolean; trace: boolean }) => async () => {
    const [outcome] = await runs.run([{ ...asProgram(source), options: { ...options, ...chosen } }]);
    if (outcome?.kind !== 'ended') throw new Error(JSON.stringify(outcome));
    return printed(outcome.result);
  };
  const rows: (string | number)[][] = [];
  for (const [name, body] of Object.entries(awaitHeavy)) {
    for (const [host, plain, engine] of [
      ['Node', () => inBareThread(body), inNode],
      ['Chromium', () => inBareWorker(page, body), inPage],
    ] as const) {
      const source = `${timed(body, host)}console.log(await main());\n`;
      const measures = [
        plain,
        engine(source, { probes: false, trace: false }),
        engine(source, { probes: true, trace: false }),
        engine(source, { probes: true, trace: true }),
      ];
      // All of the two million events and more, where the page would have stopped recording.
      if (host === 'Node') measures.push(inNode(source, { probes: true, trace: true, maxEvents: 5_000_000 }));
      const [bare = Number.NaN, ...watched] = await leastOf(measures);
      const row: (string | number)[] = [name, host, bare, ...watched.map((ms) => ms / bare)];
      rows.push(
        row.map((cell, index) => (typeof cell === 'number' && index > 2 ? `${cell.toFixed(2)}×` : cell)),
      );
    }
  }
  await Promise.all([browser.close(), runs.close()]);
  console.log(
    'a million awaits, against the same in a bare worker (Node: processor time, Chromium: by the clock)',
  );
  printTable(
    ['program', 'host', 'bare, ms', 'no probes', 'trace off (≤ 1.5×)', 'trace on (≤ 4×)', 'every event kept'],
    rows,
  );
}

function inBareThread(body: string): Promise<number> {
  const worker = new Worker(
    `${timed(body, 'Node')}main().then((ms) => require('node:worker_threads').parentPort.postMessage(ms));`,
    { eval: true },
  );
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (ms: number) => {
      void worker.terminate();
      resolve(ms);
    });
  });
}

function inBareWorker(page: Page, body: string): Promise<number> {
  return page.evaluate(
    (script) =>
      new Promise<number>((resolve) => {
        const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
        const worker = new globalThis.Worker(url) as unknown as EventTarget & { terminate(): void };
        worker.addEventListener('message', (event) => {
          const { data } = event as MessageEvent<number>;
          worker.terminate();
          resolve(data);
        });
      }),
    `${timed(body, 'Chromium')}main().then((ms) => postMessage(ms));`,
  );
}

/** In a process of its own, so that nothing else is counted. */
async function benchMemory(): Promise<void> {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', fileURLToPath(import.meta.url), 'memory'],
    { encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  const { events, kept, peak } = JSON.parse(stdout) as { events: number; kept: number; peak: number };
  console.log(`\n${events} events`);
  printTable(
    ['memory', 'MB'],
    [
      ['kept (≤ 300)', kept],
      ['most while running, with everything', peak],
    ],
  );
}

async function measureMemory(): Promise<void> {
  const collectGarbage = (globalThis as { gc?: () => void }).gc ?? (() => {});
  await run(asProgram('await null;'));
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const source = 'for (let i = 0; i < 499_995; i++) await i;';
  const result = await run(asProgram(source), { maxEvents: 1_000_000, limit: 60_000 });
  collectGarbage();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  const kept = (heapUsed - before + Math.min(external, arrayBuffers)) / 2 ** 20;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ events: result.trace.events.length, kept, peak }));
}

async function benchTimers(): Promise<void> {
  const day = 86_400_000;
  const programs = {
    'set at once': `let fired = 0;
for (let i = 0; i < 100_000; i++) setTimeout(() => { fired++; }, (i * 7919) % ${day});
`,
    'one after another': `for (let i = 0; i < 100_000; i++) await new Promise((done) => setTimeout(done, ${day / 100_000}));
`,
    'a hundred at a time': `await Promise.all(Array.from({ length: 100 }, async (_, n) => {
  for (let i = 0; i < 1_000; i++) await new Promise((done) => setTimeout(done, ${day / 1_000}));
}));
`,
  };
  const runs = await openBrowserRuns(launchChromium, 1);
  const rows: (string | number)[][] = [];
  for (const [name, source] of Object.entries(programs)) {
    const inNode = (trace: boolean) => async () => {
      const start = performance.now();
      const { end } = await run(asProgram(source), { trace, limit: 30_000 });
      if (end.reason !== 'quiet') throw new Error(JSON.stringify(end));
      return performance.now() - start;
    };
    const inPage = async () => {
      const start = performance.now();
      const [outcome] = await runs.run([{ ...asProgram(source), options: { limit: 30_000 } }]);
      if (outcome?.kind !== 'ended') throw new Error(JSON.stringify(outcome));
      const { reason, limit } = outcome.result.end;
      return reason === 'quiet'
        ? performance.now() - start
        : `${reason}: ${limit?.name ?? outcome.result.output.at(-1)?.text}`;
    };
    rows.push([name, await medianOf(inNode(false)), await medianOf(inNode(true)), await inPage()]);
  }
  await runs.close();
  console.log('\n100,000 timers over a virtual day, whole runs in ms (goal: ≤ 1,000)');
  printTable(['timers', 'Node, trace off', 'Node, trace on', 'Chromium, in the book'], rows);
}

async function benchCompile(): Promise<void> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { compile } from './src/engine/compile/compile.ts';
globalThis.compile = compile;`,
      resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    plugins: [
      { name: 'trim-parser', setup: (bundler) => bundler.onLoad({ filter: parserFile }, loadTrimmed) },
    ],
  });
  const found = await findChromium();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: chromiumFlags });
  const page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  const files = { 'main.ts': snippet, 'helpers.ts': helpers };
  const times = await page.evaluate((sources) => {
    const { compile } = globalThis as unknown as {
      compile(program: object, options: object): { ok: boolean };
    };
    const measured: number[] = [];
    for (let count = 0; count < 400; count++) {
      const start = performance.now();
      if (!compile({ entry: 'main.ts', files: sources }, { probes: true }).ok)
        throw new Error('The snippet does not compile.');
      measured.push(performance.now() - start);
    }
    return measured;
  }, files);
  await browser.close();
  console.log('\ncompiling a snippet of 40 lines in Chromium, ms (goal: ≤ 3 warm)');
  printTable(
    ['', 'ms'],
    [
      ['first', times[0] ?? Number.NaN],
      ['warm', Number(median(times.slice(100)).toFixed(2)) || '0.0'],
    ],
  );
}

async function benchSize(): Promise<void> {
  const files = await runtimeFiles({ hashed: true });
  const size = (word: string) => {
    const file = files.find(({ name }) => name.startsWith(word));
    return file ? gzipSync(file.body, { level: 9 }).length / 1000 : Number.NaN;
  };
  const [page, broker, engine, compiler] = ['index', 'broker', 'engine', 'compiler'].map(size) as [
    number,
    number,
    number,
    number,
  ];
  console.log('\nwhat the page loads for Run, kB gzip (goal: ≤ 120)');
  printTable(
    ['', 'kB'],
    [
      ['page and broker', page + broker],
      ['engine', engine],
      ['unedited programs: both', page + broker + engine],
      ['compiler, for edited ones', compiler],
      ['everything', page + broker + engine + compiler],
    ],
  );
}
