/** twoslash checks the types of each example; it runs nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peer.ts';

const program = `import { readdirSync, readFileSync } from 'node:fs';
import { createTwoslasher } from 'twoslash';
const twoslash = createTwoslasher();
const compilerOptions = { strict: true, target: 99, module: 99, moduleDetection: 3, lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'], types: [] };
for (const file of readdirSync('ts')) twoslash(readFileSync(\`ts/\${file}\`, 'utf8'), 'ts', { compilerOptions });
`;

export const twoslash: Peer = {
  name: 'twoslash',
  packages: ['twoslash@0.3.9', 'typescript@6.0.3'],
  async measure({ folder, measure, compare }) {
    writeFileSync(join(folder, 'twoslash.mjs'), program);
    await compare('twoslash, types only', () => measure(process.execPath, ['twoslash.mjs']));
  },
};
