/** What others take for the same programs, in the way their users would run them; the fast ones in turn with ours. */

import type { Bench } from '../bench.ts';
import { measure } from '../measure.ts';
import { peers } from '../peers/all.ts';
import { createWorkbench } from '../peers/workbench.ts';

export async function measurePeers(bench: Bench): Promise<void> {
  const workbench = createWorkbench(bench);
  for (const peer of peers.filter(({ name }) => bench.peers.includes(name))) {
    try {
      if (peer.packages.length > 0) {
        const args = ['install', '--no-audit', '--no-fund', '--save-exact', ...peer.packages];
        await measure('npm', args, { cwd: workbench.folder });
      }
      await peer.measure(workbench);
    } catch (error) {
      bench.results.failed(peer.name, error);
    }
  }
}
