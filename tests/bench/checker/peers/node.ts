/** Each example as a program of its own in plain Node, one after the other; it checks neither types nor outputs. */
import { join } from 'node:path';
import type { Measured } from '../measure.ts';
import type { Peer } from './peer.ts';

export const node: Peer = {
  name: 'node',
  packages: [],
  measure: ({ files, listings, measure, compare }) =>
    compare('a node process each, run only', async () => {
      const total: Measured = { ms: 0, memory: 0, cpu: 0 };
      for (const { id } of listings) {
        const one = await measure(process.execPath, [join(files, `${id}.ts`)]);
        total.ms += one.ms;
        total.cpu += one.cpu;
        total.memory = Math.max(total.memory, one.memory);
      }
      return total;
    }),
};
