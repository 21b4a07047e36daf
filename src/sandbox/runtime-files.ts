/** Everything the book serves under `runtime/`. Node only; finds its sources by its own address, so no bundler may move it. */
import { join } from 'node:path';
import { bundleRuntime } from '../engine/bundle.ts';
import { downloadSources, engineSources } from '../worlds/sources.ts';
import { buildRuntimeFiles, type RuntimeFile } from './build.ts';

export type { RuntimeFile };

/** `hashed` is false in development: names without a hash, readable code. */
export async function runtimeFiles({ hashed }: { hashed: boolean }): Promise<RuntimeFile[]> {
  const files = await buildRuntimeFiles({
    root: join(import.meta.dirname, '../..'),
    runtime: await bundleRuntime('browser', { minify: hashed }),
    testRuntime: await bundleRuntime('browser-test', { minify: hashed }),
    teamRuntime: await bundleRuntime('browser-team', { minify: hashed }),
    worlds: engineSources(),
    broker: 'src/sandbox/broker-main.ts',
    compiler: 'src/sandbox/compile-worker.ts',
    hashed,
  });
  const worlds = {
    name: 'worlds.json',
    type: 'application/json; charset=utf-8',
    body: JSON.stringify(downloadSources()),
  };
  return [...files, worlds];
}
