/**
 * How long compiling takes, as the page would see it: `node tests/bench/compile.ts`. Prints medians of many runs, warm,
 * and the size of the compiler when bundled for the page.
 */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from '@babel/parser';
import { build } from 'esbuild';
import { assembleProgram } from '../../src/engine/assemble.ts';
import { compile } from '../../src/engine/compile/compile.ts';
import { parserFile, trimParser } from '../../src/engine/compile/trim-parser.ts';

/** Forty lines, with what an example of the book is made of. */
const snippet = `import { sleep, type Rate } from './helpers.ts';

interface Quote {
  currency: string;
  rate: number;
}

const currencies: string[] = ['EUR', 'USD', 'JPY'];
const cache = new Map<string, Promise<Quote>>();

async function fetchRate(currency: string, signal?: AbortSignal): Promise<Quote> {
  const response = await fetch(\`https://rates.test/latest?base=\${currency}\`, { signal: signal ?? null });
  if (!response.ok) throw new Error(\`HTTP \${response.status}\`);
  const { rate } = (await response.json()) as Rate;
  return { currency, rate };
}

async function* inOrder(names: readonly string[]): AsyncGenerator<Quote, void> {
  for (const name of names) {
    let found = cache.get(name);
    if (!found) cache.set(name, (found = fetchRate(name)));
    yield await found;
  }
}

const controller = new AbortController();
setTimeout(() => controller.abort(), 500);

try {
  for await (const quote of inOrder(currencies)) {
    console.log(quote.currency, quote.rate.toFixed(2));
    await sleep(100);
  }
  const all = await Promise.all(currencies.map(async (name) => fetchRate(name, controller.signal)));
  console.log(all.length, await Promise.race([sleep(50), fetchRate('GBP')]));
} catch (error) {
  console.error('failed:', (error as Error).message);
} finally {
  console.log('done');
}
`;
const helpers = `export interface Rate { rate: number }
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
`;

const loadTrimmed = async ({ path }: { path: string }) => ({
  contents: trimParser(await readFile(path, 'utf8')),
});

function median(work: () => unknown, runs = 300): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

const program = { entry: 'main.ts', files: { 'main.ts': snippet, 'helpers.ts': helpers } };
const coldStart = performance.now();
compile(program, { probes: true });
const cold = performance.now() - coldStart;
for (let warm = 0; warm < 200; warm++) compile(program, { probes: true });

const probed = median(() => compile(program, { probes: true }));
const plain = median(() => compile(program, { probes: false }));
const parsed = median(() => parse(snippet, { sourceType: 'module', plugins: ['typescript'] }));
const result = compile(program, { probes: true });
if (!result.ok) throw new Error(JSON.stringify(result.problems));
const assembled = median(() => assembleProgram(result.program, 0));
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('../../src/engine/compile/compile.ts', import.meta.url))],
  bundle: true,
  minify: true,
  format: 'esm',
  write: false,
  plugins: [{ name: 'trim-parser', setup: (bundler) => bundler.onLoad({ filter: parserFile }, loadTrimmed) }],
});
const bundle = outputFiles[0]?.contents ?? new Uint8Array();

const ms = (value: number): string => `${value.toFixed(2)} ms`;
console.log(`snippet of ${snippet.split('\n').length} lines, with a helper`);
console.log(`  first compilation   ${ms(cold)}`);
console.log(`  compile, probes     ${ms(probed)}   (limit 3 ms)`);
console.log(`  compile, no probes  ${ms(plain)}`);
console.log(`  parsing alone       ${ms(parsed)}`);
console.log(`  assemble            ${ms(assembled)}`);
console.log(
  `compiler bundle       ${(bundle.length / 1000).toFixed(0)} kB, ${(gzipSync(bundle, { level: 9 }).length / 1000).toFixed(1)} kB gzip`,
);
