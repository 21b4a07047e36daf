/**
 * Random programs log the same in plain Node, on the engine with probes and without. Here are a few hundred, and those
 * that once failed; `fuzz.ts` runs as many as one likes. SEED=7 takes others, COUNT=1000 more.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { closePool } from '../../../src/engine/hosts/node.ts';
import { buildProgram } from './build-program.ts';
import { compareBatch } from './run-batch.ts';
import { tapes } from './tapes.ts';

const seed = Number(process.env['SEED'] ?? 1);
const count = Number(process.env['COUNT'] ?? 200);
const size = 25;

after(() => closePool());

describe('random programs log the same watched, unwatched and in plain Node', { concurrency: 3 }, () => {
  const programs = fc.sample(tapes, { numRuns: count, seed }).map((tape) => buildProgram(tape));
  for (let start = 0; start < count; start += size) {
    const batch = programs.slice(start, start + size);
    it(`programs ${start} to ${start + batch.length - 1} of seed ${seed}`, async () => {
      const { differences, undecided } = await compareBatch(batch);
      assert.deepEqual(differences, []);
      // A machine that is busy beyond measure decides nothing; but most programs must have been compared.
      assert.ok(undecided < batch.length / 2, `${undecided} of ${batch.length} could not be run in peace`);
    });
  }

  const kept = new URL('./failures/', import.meta.url);
  const failures = existsSync(kept) ? readdirSync(kept).filter((name) => name.endsWith('.ts')) : [];
  if (failures.length > 0) {
    it(`${failures.length} programs that once failed`, async () => {
      const { differences } = await compareBatch(
        failures.map((name) => readFileSync(new URL(name, kept), 'utf8')),
      );
      assert.deepEqual(differences, []);
    });
  }
});
