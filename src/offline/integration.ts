/** Adds the service worker to the built site. Node only. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build } from 'esbuild';
import { buildManifest } from './build-manifest.ts';
import { type Manifest, type Summary, summaryFile, workerFile } from './manifest.ts';

const rooted = (base: string) => `/${base}/`.replace(/\/+/g, '/');

async function bundle(entry: 'worker' | 'leave', define: Record<string, string> = {}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, `${entry}.ts`)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define,
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Writes the worker and the summary beside a built site whose files will not change any more.
 * @param folder the built site
 * @param base the path it is served under
 */
export async function addServiceWorker(folder: string, base: string): Promise<Manifest> {
  const manifest = await buildManifest(folder, rooted(base));
  const bytes = Object.values(manifest.files).reduce((sum, [, size]) => sum + size, 0);
  const summary: Summary = { version: manifest.version, bytes };
  writeFileSync(join(folder, summaryFile), JSON.stringify(summary));
  writeFileSync(join(folder, workerFile), await bundle('worker', { MANIFEST: JSON.stringify(manifest) }));
  return manifest;
}

/**
 * Must be the last integration: it lists every file there is. With `OFFLINE=off` the site gets a worker that removes the one
 * readers have from earlier, and no other.
 */
export function offline(): AstroIntegration {
  let base = '/';
  return {
    name: 'offline',
    hooks: {
      'astro:config:done'({ config }) {
        base = config.base;
      },
      // A book built and served on this port before has left its worker in the browser.
      'astro:server:setup'({ server }) {
        server.middlewares.use(rooted(base) + workerFile, async (_request, response) => {
          response.setHeader('content-type', 'text/javascript').end(await bundle('leave'));
        });
      },
      async 'astro:build:done'({ dir, logger }) {
        const folder = fileURLToPath(dir);
        if (process.env['OFFLINE'] === 'off') {
          writeFileSync(join(folder, workerFile), await bundle('leave'));
          logger.info('switched off');
          return;
        }
        const { files, shell } = await addServiceWorker(folder, base);
        logger.info(`${Object.keys(files).length} files, ${shell.length} of them at once`);
      },
    },
  };
}
