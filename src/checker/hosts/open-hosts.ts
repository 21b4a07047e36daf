/** The hosts by name. */
import type { Sources } from '../../worlds/index.ts';
import { downloadSources, engineSources } from '../../worlds/sources.ts';
import type { HostName } from '../args.ts';
import type { Host } from './host.ts';

export interface OpenOptions {
  /** Whether they will be opened again and again by this process, as in `--watch`. */
  isKept?: boolean;
}

let sources: Sources | undefined;
/** Read once: hosts are opened anew for every chapter that is saved. */
function worlds(): Sources {
  sources ??= engineSources();
  return sources;
}

/** Loaded when asked for: a browser's host brings much that the others do without. */
const opening: { [name in HostName]?: (options: OpenOptions) => Promise<Host> } = {
  engine: async (options) => (await import('./engine.ts')).engineHost(worlds(), options),
  node: async () => (await import('./node.ts')).nodeHost(downloadSources()),
  chromium: async () => {
    const [{ browserHost }, { launchChromium }] = await Promise.all([
      import('./browser.ts'),
      import('./chromium.ts'),
    ]);
    return browserHost('chromium', launchChromium, worlds());
  },
  firefox: async () => {
    const [{ browserHost }, { launchFirefox }] = await Promise.all([
      import('./browser.ts'),
      import('./firefox.ts'),
    ]);
    return browserHost('firefox', launchFirefox, worlds());
  },
  webkit: async () => {
    const [{ browserHost }, { launchWebKit }] = await Promise.all([
      import('./browser.ts'),
      import('./webkit.ts'),
    ]);
    return browserHost('webkit', launchWebKit, worlds());
  },
};

/** Opens the hosts in the order of their names, or says why one cannot be had. */
export async function openHosts(
  names: readonly HostName[],
  options: OpenOptions = {},
): Promise<{ hosts: Host[] } | { missing: string }> {
  const unknown = names.find((name) => !opening[name]);
  if (unknown)
    return { missing: `there is no ${unknown} here: expected ${Object.keys(opening).join(' or ')}` };
  const hosts: Host[] = [];
  for (const name of names) {
    try {
      const host = await opening[name]?.(options);
      if (host) hosts.push(host);
    } catch (error) {
      await Promise.all(hosts.map((host) => host.close()));
      return { missing: `${name} does not start: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
  return { hosts };
}
