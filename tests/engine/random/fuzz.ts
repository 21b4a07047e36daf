/**
 * Random programs against plain Node: `node tests/engine/random/fuzz.ts --count 10000 --seed 1`. Failures are made
 * small and kept as files under `failures/`, which `random.test.ts` runs ever after.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { mapPool } from '../../../src/checker/pool.ts';
import { closePool } from '../../../src/engine/hosts/node.ts';
import { buildProgram } from './build-program.ts';
import { compareBatch } from './run-batch.ts';
import { tapes } from './tapes.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    batch: { type: 'string', default: '25' },
    parallel: { type: 'string', default: '3' },
  },
});
const [count, seed, size, parallel] = [values.count, values.seed, values.batch, values.parallel].map(
  Number,
) as [number, number, number, number];
/** Programs that are made small, and how long that may take, in ms. */
const mostShrunk = 5;
const shrinkTime = 60_000;
const failures = new URL('./failures/', import.meta.url);

console.log(`${count} programs, seed ${seed}`);
const all = fc.sample(tapes, { numRuns: count, seed });
const starts = Array.from({ length: Math.ceil(count / size) }, (_, index) => index * size);
const totals = { done: 0, repeated: 0, undecided: 0, events: 0, failed: 0 };
const began = performance.now();

await mapPool(starts, parallel, async (start) => {
  const numbers = all.slice(start, start + size);
  const programs = numbers.map((tape) => buildProgram(tape));
  const { differences, repeated, undecided, events } = await compareBatch(programs);
  totals.done += programs.length;
  totals.repeated += repeated;
  totals.undecided += undecided;
  totals.events += events;
  for (const { program, what } of differences) {
    totals.failed++;
    const index = programs.indexOf(program);
    console.log(`\nseed ${seed}, program ${start + index}: ${what}`);
    const tape = numbers[index];
    if (tape) await keep(totals.failed <= mostShrunk ? await shrink(tape, start + index) : tape, what);
  }
  if (process.stderr.isTTY) process.stderr.write(`\r${totals.done} of ${count}`);
  else if (totals.done % 1000 < size) console.log(`${totals.done} of ${count}`);
});

const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(
  `\n${totals.done} programs in ${seconds} s: ${totals.failed} failed, ${totals.repeated} runs of plain Node repeated, ` +
    `${totals.undecided} undecided, ${totals.events} trace events checked`,
);
await closePool();
process.exit(totals.failed > 0 ? 1 : 0);

/** A smaller tape whose program fails, too. */
async function shrink(tape: number[], index: number): Promise<number[]> {
  const property = fc.asyncProperty(tapes, async (numbers) => {
    const { differences } = await compareBatch([buildProgram(numbers)]);
    if (differences.length > 0) throw new Error(differences[0]?.what);
  });
  const report = await fc.check(property, {
    seed,
    path: String(index),
    numRuns: 1,
    interruptAfterTimeLimit: shrinkTime,
    markInterruptAsFailure: false,
  });
  return report.counterexample?.[0] ?? tape;
}

async function keep(tape: number[], what: string): Promise<void> {
  const text = `${what.replace(/^/gm, '// ')}\n${buildProgram(tape)}`;
  const name = createHash('sha256').update(buildProgram(tape)).digest('hex').slice(0, 8);
  await mkdir(failures, { recursive: true });
  await writeFile(new URL(`${name}.ts`, failures), text);
  console.log(`kept as tests/engine/random/failures/${name}.ts`);
}
