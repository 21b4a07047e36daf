/** The type environment of Node: TypeScript and its libraries from `node_modules`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { TypeEnvironment } from './diagnose.ts';

/** Libraries are read from disk when TypeScript asks for them; `worlds` as in `TypeEnvironment`. */
export function nodeTypeEnvironment(worlds: Readonly<Record<string, string>>): TypeEnvironment {
  const require = createRequire(import.meta.url);
  const libraries = dirname(require.resolve('typescript'));
  const nodeTypes = dirname(require.resolve('@types/node/package.json'));
  return {
    ts,
    lib: (name) => readText(join(libraries, name)),
    nodeTypes: (path) => readText(join(nodeTypes, path)),
    worlds,
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
