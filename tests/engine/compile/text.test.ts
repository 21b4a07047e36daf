/** What programs look like after compilation: `text/*.txt`, readable, kept beside the source. `UPDATE=1` rewrites it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compile } from '../../../src/engine/compile/compile.ts';
import { expected, programOf, readCases } from './support/cases.ts';

describe('compiled text', () => {
  for (const found of readCases('text')) {
    it(found.name, () => {
      for (const [title, probes] of [
        ['compiled', true],
        ['compiled without probes', false],
      ] as const) {
        const result = compile(programOf(found), { probes });
        const text = result.ok
          ? result.program.modules.map(({ name, code }) => `// ${name}\n${code}`).join('\n')
          : JSON.stringify(result.problems);
        if (probes || found.sections.has(title)) assert.equal(text, expected(found, title, text));
      }
    });
  }
});
