/**
 * Programs that print what could go wrong: each runs in Node as it is, compiled without probes, and compiled with
 * probes, and must print the same lines three times. `behaviour/*.txt`: files, then what Node prints.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expected, programOf, readCases } from './support/cases.ts';
import { checkCalls } from './support/check-calls.ts';
import { runCompiled, runNatively } from './support/run.ts';

describe('a compiled program prints what Node prints', { concurrency: 2 }, () => {
  for (const found of readCases('behaviour')) {
    it(found.name, async () => {
      const program = programOf(found);
      const native = await runNatively(program);
      const plain = await runCompiled(program, false);
      const probed = await runCompiled(program, true);
      assert.equal(plain.lines.join('\n'), native.lines.join('\n'), 'compiled without probes');
      assert.equal(probed.lines.join('\n'), native.lines.join('\n'), 'compiled with probes');
      assert.equal(native.lines.join('\n'), expected(found, 'prints', native.lines.join('\n')));
      checkCalls(probed.calls);
    });
  }
});
