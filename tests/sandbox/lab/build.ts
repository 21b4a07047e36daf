/** Builds a tiny site around the sandbox, with the laboratory's runtime in place of the engine's. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildRuntimeFiles } from '../../../src/sandbox/build.ts';

const here = import.meta.dirname;
const root = join(here, '../../..');
const lab = 'tests/sandbox/lab';

async function script(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

/** Returns the folder; `remove` deletes it. `files` are added to the site. */
export async function buildLab(files: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-lab-'));
  mkdirSync(join(folder, 'runtime'));
  const runtimeFiles = await buildRuntimeFiles({
    root,
    hashed: true,
    worlds: {},
    runtime: await script('runtime.ts'),
    testRuntime: '',
    broker: `${lab}/broker.ts`,
    compiler: `${lab}/compiler.ts`,
  });
  for (const { name, body } of runtimeFiles) writeFileSync(join(folder, 'runtime', name), body);
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Laboratory</title><body><script src="page.js"></script>`,
  );
  writeFileSync(join(folder, 'page.js'), await script('page.ts'));
  for (const [name, body] of Object.entries(files)) writeFileSync(join(folder, name), body);
  return { folder, runtimeFiles, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
