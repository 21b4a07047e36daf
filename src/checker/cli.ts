/** `npm run check`: see `args.ts` for its options. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { trustSources } from '../engine/bundle.ts';
import { createTypeChecker } from '../typecheck/node-checker.ts';
import { engineSources } from '../worlds/sources.ts';
import { environmentKey } from './cache/environment.ts';
import { main } from './main.ts';

async function prepareEngine(isKept: boolean): Promise<void> {
  const { openHosts } = await import('./hosts/open-hosts.ts');
  const opened = await openHosts(['engine'], { isKept });
  if ('hosts' in opened) for (const host of opened.hosts) await host.prepare?.();
}

const kept = fileURLToPath(new URL('../../node_modules/.cache/interleave/', import.meta.url));

/**
 * Does what the command line says and sets the exit code. `signature`: that of our own sources, see `bundle/sources.js`. Answers
 * whether there was something to check.
 */
export async function run(signature?: string): Promise<boolean> {
  if (signature !== undefined) trustSources(signature);
  const types = createTypeChecker(engineSources);
  let hasWorked = false;
  try {
    process.exitCode = await main(process.argv.slice(2), {
      root: process.cwd(),
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      diagnose: types.diagnose,
      takeNotes() {
        const fault = types.takeFault();
        if (fault === undefined) return [];
        const [why] = fault.split('\n');
        return [
          `The native compiler, TypeScript 7, does not start here: ${why}. TypeScript 6 checked the types: the same verdicts, only slower.`,
        ];
      },
      async prepare({ hosts, watch }) {
        hasWorked = true;
        await types.prepare();
        if (hosts.includes('engine')) await prepareEngine(watch);
        // The turn in which the process and the thread are started.
        await setImmediate();
      },
      cache: { folder: join(kept, 'check'), environment: (folder) => environmentKey(folder, signature) },
    });
  } finally {
    await types.close();
  }
  return hasWorked;
}
