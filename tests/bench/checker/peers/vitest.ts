/** Vitest runs each example as a test in a file of its own; it checks no types. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peer.ts';

export const vitest: Peer = {
  name: 'vitest',
  packages: ['vitest@5.1.1'],
  async measure({ folder, listings, measure, compare, cold }) {
    const tests = join(folder, 'tests');
    mkdirSync(tests);
    for (const { id, code } of listings) {
      const body = code.replaceAll(/^/gm, '  ');
      const test = `import { expect, test } from 'vitest';\ntest('${id}', async () => {\n${body}\nexpect(1).toBe(1);\n});\n`;
      writeFileSync(join(tests, `${id}.test.ts`), test);
    }
    const program = join(folder, 'node_modules/vitest/vitest.mjs');
    const run = () =>
      measure(process.execPath, [program, 'run', '--silent', '--root', tests], { cwd: tests });
    await compare('vitest run, run only', run, { beside: [{ ...cold, goal: 'coldBesideVitest' }] });
  },
};
