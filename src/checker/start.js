/**
 * Starts the command of `cli.ts`, as one script where there is one for exactly these sources: to find, read and turn into JavaScript
 * some hundred files takes longer than to check a book in which one example has changed. JavaScript, for the same reason.
 */
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundlePath, signSources } from './bundle/sources.js';

// What Node has compiled is kept only from the moment it is asked to.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/interleave/compiled', import.meta.url)));
const sources = signSources();
const bundle = sources && bundlePath(sources.signature);

/** @returns {Promise<typeof import('./cli.ts') | undefined>} nothing when the script is not there, or has just been replaced */
async function importBundle() {
  if (!bundle || !existsSync(bundle)) return undefined;
  try {
    return await import(/* @vite-ignore */ bundle.href);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

const bundled = await importBundle();
const { run } = bundled ?? (await import('./cli.ts'));
await run(sources?.signature);
if (sources && !bundled) await (await import('./bundle/make-bundle.ts')).makeBundle(sources);
