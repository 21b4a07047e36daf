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
import { helpers, snippet } from '../support/engine-snippet.ts';

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
