/**
 * Every `cases/NAME.ts` is a file of tests; `NAME.txt` beside it holds what a reader is told of each of them. `UPDATE=1` writes
 * the `.txt` files; read what it wrote.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, describe, test } from 'node:test';
import { closePool, compileFor, runCompiled } from '../../src/engine/hosts/node.ts';
import { describeFailure, judgeProgram, type TestVerdict } from '../../src/exercises/verdict.ts';
import { readTests } from '../../src/snippets/test-names.ts';
import { engineSources } from '../../src/worlds/sources.ts';

after(closePool);

async function describeTests(code: string): Promise<string> {
  const lines = code.split('\n').map((_, line) => ({ line, column: 0 }));
  const fence = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  const { names, problems } = readTests({
    name: 'tests.ts',
    code,
    lines,
    fence,
    hidden: false,
    readOnly: [],
  });
  assert.deepEqual(problems, []);
  const compiled = compileFor({ files: { ...engineSources(), 'tests.ts': code }, entry: 'tests.ts' });
  assert.ok(compiled.ok, JSON.stringify(compiled));
  const verdict = await judgeProgram({
    names,
    run: (test) => runCompiled(compiled.program, { test, limit: 20_000 }).result,
  });
  assert.ok(verdict.kind === 'judged');
  return verdict.tests.map(describeTest).join('\n\n');
}

function describeTest({ name, failure, seeds }: TestVerdict): string {
  const title = `${failure ? '✗' : '✓'} ${name}${seeds === undefined ? '' : ` (${seeds} seeds)`}`;
  if (!failure) return title;
  const { expected, found, place } = failure;
  return [
    title,
    `  ${describeFailure(failure)}`,
    ...(expected === undefined ? [] : [`  expected ${expected}`]),
    ...(found === undefined ? [] : [`  found    ${found}`]),
    ...(place ? [`  ${place.file}:${place.line + 1}:${place.column + 1}`] : []),
  ].join('\n');
}

describe('a file of tests that', () => {
  for (const file of globSync(`${import.meta.dirname}/cases/*.ts`).sort())
    test(basename(file, '.ts').replaceAll('-', ' '), async () => {
      const actual = `${await describeTests(readFileSync(file, 'utf8'))}\n`;
      const expected = file.replace(/\.ts$/, '.txt');
      if (process.env['UPDATE']) writeFileSync(expected, actual);
      assert.equal(actual, readFileSync(expected, 'utf8'));
    });
});
