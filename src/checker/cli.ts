/** `npm run check`: see `args.ts` for its options. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kept = fileURLToPath(new URL('../../node_modules/.cache/interleave/', import.meta.url));
// Reading our own sources takes longer than checking a book in which nothing has changed.
enableCompileCache(join(kept, 'compiled'));
const [{ main }, { environmentKey }, { createTypeChecker }, { engineSources }] = await Promise.all([
  import('./main.ts'),
  import('./cache/environment.ts'),
  import('../typecheck/node-checker.ts'),
  import('../worlds/sources.ts'),
]);

const types = createTypeChecker(engineSources);
try {
  process.exitCode = await main(process.argv.slice(2), {
    root: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    diagnose: types.diagnose,
    cache: { folder: join(kept, 'check'), environment: environmentKey },
  });
} finally {
  await types.close();
}
