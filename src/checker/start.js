/**
 * Starts the command of `cli.ts`, as one script where there is one for exactly these sources: to find, read and turn into JavaScript
 * some hundred files takes longer than to check a book in which one example has changed. JavaScript, for the same reason.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadBundle } from './bundle/load-bundle.js';
import { signSources } from './bundle/sources.js';

// What Node has compiled is kept only from the moment it is asked to.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/interleave/compiled', import.meta.url)));
const sources = signSources();
const bundle = sources && loadBundle(sources.signature);
const { run } = bundle?.command ?? (await import('./cli.ts'));
const hasWorked = await run(sources?.signature);
if (bundle) bundle.keepCode(hasWorked);
else if (sources) await (await import('./bundle/make-bundle.ts')).makeBundle(sources);
