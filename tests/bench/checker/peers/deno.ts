/** `deno test --doc` checks the types of Markdown's examples and runs them; it compares no output. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peer.ts';

export const deno: Peer = {
  name: 'deno',
  packages: ['deno@2.9.6'],
  async measure({ folder, documents, measure, compare, cold, exampleEdited, chapterEdited }) {
    const program = join(folder, 'node_modules/.bin/deno');
    const cache = join(folder, 'deno-cache');
    const env = { DENO_DIR: cache, DENO_NO_UPDATE_CHECK: '1' };
    const test = () => measure(program, ['test', '--doc', '-q', documents], { cwd: documents, env });
    await compare(
      'deno test --doc, types and run',
      () => {
        rmSync(cache, { recursive: true, force: true });
        mkdirSync(cache);
        return test();
      },
      { beside: [{ ...cold, goal: 'coldBesideDeno' }] },
    );
    const first = join(documents, 'chapter-0.md');
    writeFileSync(first, readFileSync(first, 'utf8').replace('// Listing', '// Listing edited'));
    // From here on our checks, too, remember what was not edited.
    await exampleEdited.check();
    await compare('deno test --doc after one edit', test, {
      beside: [
        { ...exampleEdited, goal: 'exampleBesideDeno' },
        { ...chapterEdited, goal: 'chapterBesideDeno' },
      ],
    });
  },
};
