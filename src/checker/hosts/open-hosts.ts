/** The hosts by name. */
import { downloadSources, engineSources } from '../../worlds/sources.ts';
import type { HostName } from '../args.ts';
import type { Host } from './host.ts';

/** Loaded when asked for: a browser's host brings much that the others do without. */
const opening: { [name in HostName]?: () => Promise<Host> } = {
  engine: async () => (await import('./engine.ts')).engineHost(engineSources()),
  node: async () => (await import('./node.ts')).nodeHost(downloadSources()),
};

/** Opens the hosts in the order of their names, or says why one cannot be had. */
export async function openHosts(
  names: readonly HostName[],
): Promise<{ hosts: Host[] } | { missing: string }> {
  const unknown = names.find((name) => !opening[name]);
  if (unknown)
    return { missing: `there is no ${unknown} here: expected ${Object.keys(opening).join(' or ')}` };
  const hosts: Host[] = [];
  for (const name of names) {
    const host = await opening[name]?.();
    if (host) hosts.push(host);
  }
  return { hosts };
}
