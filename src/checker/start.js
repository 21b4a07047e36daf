/**
 * Starts `cli.ts`. JavaScript, and nothing but this: what Node has compiled is kept only from the moment it is asked to, and
 * making JavaScript of our own sources takes longer than checking a book in which nothing has changed.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/interleave/compiled', import.meta.url)));
await import('./cli.ts');
