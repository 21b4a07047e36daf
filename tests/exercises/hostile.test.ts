/**
 * Programs that would rather pass than solve: every file in `hostile/` is tried in the place of an answer, on the engine, and
 * none of them passes. The right answer is 42. A program that gives it honestly passes, so the tests can be passed.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { closePool, compileFor, runCompiled } from '../../src/engine/hosts/node.ts';
import { judgeProgram, type Verdict } from '../../src/exercises/verdict.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import { names, tests } from './hostile-tests.ts';

const folder = join(import.meta.dirname, 'hostile');
after(closePool);

async function verdictOn(program: string): Promise<Verdict> {
  const files = { ...engineSources(), 'main.ts': program, 'tests.ts': tests };
  const compiled = compileFor({ files, entry: 'tests.ts' });
  assert.ok(compiled.ok, JSON.stringify(compiled));
  return judgeProgram({
    names,
    run: (request) => runCompiled(compiled.program, { limit: 1_000, test: request }).result,
  });
}

describe('a program passes', () => {
  test('when it gives the right answer', async () => {
    const verdict = await verdictOn('export const answer = () => 42;');
    assert.deepEqual(verdict.kind === 'judged' && verdict.tests.flatMap(({ failure }) => failure ?? []), []);
    assert.ok(verdict.kind === 'judged' && verdict.passed);
  });

  for (const file of readdirSync(folder).sort())
    test(`not when it ${file.replace(/\.ts$/, '').replaceAll('-', ' ')}`, async () => {
      const verdict = await verdictOn(readFileSync(join(folder, file), 'utf8'));
      assert.equal(verdict.kind, 'judged');
      assert.ok(verdict.kind === 'judged' && !verdict.passed);
      const passed = verdict.tests.filter(({ failure }) => !failure).map(({ name }) => name);
      assert.deepEqual(passed, [], 'not even one test is passed');
    });
});
