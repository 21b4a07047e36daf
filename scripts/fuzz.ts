/**
 * `npm run fuzz:boundaries [-- --runs 100000] [--seed 1] [--only NAME]`: random bytes and random mutations of what is valid at every boundary of
 * `tests/fuzz/boundaries.ts`. What fails is kept in `tests/fuzz/failures/`, where `npm test` tries it again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { boundaries } from '../tests/fuzz/boundaries.ts';
import { tryBoundary } from '../tests/fuzz/boundary.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string', default: '' },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
const folder = 'tests/fuzz/failures';
console.log(`Seed ${seed}, ${runs} cases for each boundary.`);
let failed = false;
for (const boundary of boundaries.filter(({ name }) => name.includes(values.only))) {
  const start = performance.now();
  const { failure, runs: done } = tryBoundary(boundary, { runs, seed });
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(
    `${failure ? 'FAILED' : 'ok    '}  ${boundary.name.padEnd(42)} ${String(done).padStart(8)} cases  ${seconds.padStart(7)} s`,
  );
  if (!failure) continue;
  failed = true;
  console.log(`${failure.error}\n${failure.counterexample.slice(0, 2_000)}`);
  mkdirSync(folder, { recursive: true });
  const name = `${boundary.name.replaceAll(' ', '-')}-${failure.seed}.json`;
  writeFileSync(
    join(folder, name),
    `${JSON.stringify({ boundary: boundary.name, ...failure, error: failure.error.split('\n')[0] }, null, 2)}\n`,
  );
  console.log(`Kept in ${folder}/${name}.`);
}
process.exit(failed ? 1 : 0);
