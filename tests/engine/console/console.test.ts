import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { printCases } from './printed.ts';

const expected: Record<string, string> = JSON.parse(
  execFileSync(process.execPath, [fileURLToPath(new URL('expected.ts', import.meta.url))], {
    encoding: 'utf8',
  }),
);

describe('the console prints what Node prints', () => {
  const printed = printCases();
  for (const [name, text] of Object.entries(expected)) {
    it(name, () => assert.equal(printed[name], text));
  }
});
