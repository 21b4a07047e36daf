/** `npm run check`: see `args.ts` for its options. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTypeChecker } from '../typecheck/node-checker.ts';
import { engineSources } from '../worlds/sources.ts';
import { environmentKey } from './cache/environment.ts';
import { main } from './main.ts';

/** Its threads are started while the rest of the checker is loaded. */
async function prepareEngine(isKept: boolean): Promise<void> {
  const { openHosts } = await import('./hosts/open-hosts.ts');
  const opened = await openHosts(['engine'], { isKept });
  if ('hosts' in opened) for (const host of opened.hosts) host.prepare?.();
}

const kept = fileURLToPath(new URL('../../node_modules/.cache/interleave/', import.meta.url));
const types = createTypeChecker(engineSources, { isKept: process.argv.includes('--watch') });
try {
  process.exitCode = await main(process.argv.slice(2), {
    root: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    diagnose: types.diagnose,
    prepare({ hosts, watch }) {
      types.prepare();
      if (hosts.includes('engine')) void prepareEngine(watch);
    },
    cache: { folder: join(kept, 'check'), environment: environmentKey },
  });
} finally {
  await types.close();
}
