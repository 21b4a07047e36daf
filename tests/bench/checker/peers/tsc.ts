/** The compilers this project has, each checking all examples as one program; they run nothing. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Peer } from './peer.ts';

const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));

const compiler = (version: number, folder: string): Peer => ({
  name: `tsc-${version}`,
  packages: [],
  measure: ({ folder: project, measure, compare, runs }) =>
    compare(
      `tsc ${version}, types only`,
      () => measure(process.execPath, [join(modules, folder, 'bin/tsc'), '-p', project]),
      { times: runs },
    ),
});

export const tsc7 = compiler(7, 'typescript-7');
export const tsc6 = compiler(6, 'typescript');
