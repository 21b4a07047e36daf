/**
 * Programs that would rather pass than solve: each is tried in the place of an answer, on the engine, and none of them passes
 * a single test. A program that gives the answer honestly passes, so the tests can be passed.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { closePool, compileFor, runCompiled } from '../../src/engine/hosts/node.ts';
import { judgeProgram, type Verdict } from '../../src/exercises/verdict.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import { answerTests, passedOf, programs, serverPrograms, serverTests, type Tests } from './hostile-tests.ts';

after(closePool);

async function verdictOn(program: string, { names, code }: Tests): Promise<Verdict> {
  const files = { ...engineSources(), 'main.ts': program, 'tests.ts': code };
  const compiled = compileFor({ files, entry: 'tests.ts' });
  assert.ok(compiled.ok, JSON.stringify(compiled));
  return judgeProgram({
    names,
    run: (request) => runCompiled(compiled.program, { limit: 1_000, test: request }).result,
  });
}

describe('a program passes', () => {
  test('when it gives the right answer', async () => {
    const verdict = await verdictOn('export const answer = () => 42;', answerTests);
    assert.deepEqual(verdict.kind === 'judged' && verdict.tests.flatMap(({ failure }) => failure ?? []), []);
    assert.ok(verdict.kind === 'judged' && verdict.passed);
  });

  for (const { does, code } of programs)
    test(`not when it ${does}`, async () => {
      const verdict = await verdictOn(code, answerTests);
      assert.equal(verdict.kind, 'judged');
      assert.deepEqual(passedOf(verdict), [], 'not even one test is passed');
    });

  for (const { does, code } of serverPrograms)
    test(`not when it ${does}`, async () => {
      const verdict = await verdictOn(code, serverTests);
      assert.ok(verdict.kind === 'judged');
      assert.deepEqual(
        verdict.tests.map(({ failure }) => failure?.message),
        ['expected 200 to be less than 100', 'expected +0 to be 5'],
      );
    });
});
