/** `npm run check`: see `args.ts` for its options. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTypeChecker } from '../typecheck/node-checker.ts';
import { engineSources } from '../worlds/sources.ts';
import { environmentKey } from './cache/environment.ts';
import { main } from './main.ts';

const kept = fileURLToPath(new URL('../../node_modules/.cache/interleave/', import.meta.url));
const types = createTypeChecker(engineSources, { isKept: process.argv.includes('--watch') });
try {
  process.exitCode = await main(process.argv.slice(2), {
    root: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    diagnose: types.diagnose,
    prepare: types.prepare,
    cache: { folder: join(kept, 'check'), environment: environmentKey },
  });
} finally {
  await types.close();
}
