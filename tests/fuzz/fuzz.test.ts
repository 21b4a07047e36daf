/** A short run over every boundary, and once more every case that ever failed. The long one is `npm run fuzz:boundaries`. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { boundaries } from './boundaries.ts';
import { tryBoundary } from './boundary.ts';

const find = (name: string) => {
  const boundary = boundaries.find((candidate) => candidate.name === name);
  if (!boundary) throw new Error(`There is no boundary called ${name}.`);
  return boundary;
};

describe('random and mutated input', () => {
  for (const boundary of boundaries)
    test(boundary.name, () => {
      const { failure } = tryBoundary(boundary, { runs: boundary.short ?? 3_000, seed: 1 });
      assert.equal(failure, undefined, failure && `${failure.error}\n${failure.counterexample}`);
    });
});

describe('what failed before', () => {
  for (const file of globSync('tests/fuzz/failures/*.json').sort())
    test(file, () => {
      const { boundary, seed, path } = JSON.parse(readFileSync(file, 'utf8')) as {
        boundary: string;
        seed: number;
        path: string;
      };
      const { failure } = tryBoundary(find(boundary), { runs: 1, seed, path });
      assert.equal(failure, undefined, failure && `${failure.error}\n${failure.counterexample}`);
    });
});

test('a boundary that lets code run, throws, or lets something through is found out', () => {
  const [some] = boundaries;
  assert.ok(some);
  const broken = { ...some, check: (value: unknown) => void new Function(`return ${value}`)() };
  assert.ok(tryBoundary(broken, { runs: 1_000, seed: 1 }).failure);
});
