import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Imports a module of the project by Node itself, not through Vite: for modules that find files or start workers by their own
 * address, which bundling would change.
 * @param path relative to the project: `src/playground/build-example-data.ts`
 */
export async function importByNode<Module>(path: string): Promise<Module> {
  return await import(/* @vite-ignore */ pathToFileURL(resolve(path)).href);
}
