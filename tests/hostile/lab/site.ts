/** The built site, served as any static host would; what is changed for the attacks is said here. */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { serveDist } from '../../../scripts/serve-dist.ts';
import { addServiceWorker } from '../../../src/offline/integration.ts';
import { unversioned } from '../../../src/offline/manifest.ts';
import { unguardedRuntime } from './unguarded-runtime.ts';

export interface HostileSite {
  /** `127.0.0.1:port` */
  host: string;
  /** `http://127.0.0.1:port/` */
  url: string;
  close(): Promise<void>;
}

/** The examples whose editors the programs are typed into, and their chapter. */
export const targets = { chapter: 'waiting', hasTime: 'results-in-order', short: 'the-same-five' };

/**
 * Real ms for a program that may run into its limit: the reader's five seconds, a hundred times over, would be all the time
 * this takes. The others keep the five seconds, so that a busy machine is no finding.
 */
export const shortLimit = 400;

export interface HostileSites {
  site: HostileSite;
  unguarded: HostileSite;
  /** A script for pages: `window.lab`, which talks to the sandbox itself. */
  client: string;
  close(): Promise<void>;
}

/** The site as readers have it, the one whose engine protects nothing, and what talks to its sandbox. */
export async function openHostileSites(): Promise<HostileSites> {
  const [site, unguarded, { outputFiles }] = await Promise.all([
    openHostileSite({ unguarded: false }),
    openHostileSite({ unguarded: true }),
    build({
      entryPoints: ['tests/sandbox/lab/page.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
    }),
  ]);
  return {
    site,
    unguarded,
    client: outputFiles[0]?.text ?? '',
    async close() {
      await site.close();
      await unguarded.close();
    },
  };
}

/**
 * Serves a copy of the built site in which the time limit of one example is `shortLimit`. `unguarded` also replaces the engine by one that
 * protects nothing.
 */
async function openHostileSite({ unguarded }: { unguarded: boolean }): Promise<HostileSite> {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-hostile-'));
  cpSync(process.env['DIST'] ?? 'dist', folder, { recursive: true });
  const change = (name: string, edit: (text: string) => string) =>
    writeFileSync(join(folder, name), edit(readFileSync(join(folder, name), 'utf8')));
  change(`examples/${targets.chapter}/${targets.short}.json`, (text) => {
    const data = JSON.parse(text) as { options: { limit: number } };
    data.options.limit = shortLimit;
    return JSON.stringify(data);
  });
  if (unguarded)
    for (const engine of globSync('runtime/engine-*.js', { cwd: folder }))
      change(engine, () => unguardedRuntime);
  for (const page of globSync('**/*.html', { cwd: folder }))
    change(page, (text) => text.replace(/(name="interleave-version" content=")[^"]*/, `$1${unversioned}`));
  await addServiceWorker(folder, '/');
  const server = await serveDist({ folder, port: 0 });
  return {
    host: `127.0.0.1:${server.port}`,
    url: `http://127.0.0.1:${server.port}/`,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
