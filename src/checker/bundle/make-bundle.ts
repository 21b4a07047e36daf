/** Makes one script of the command, for the next check of the same sources. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { cacheFile } from '../../files/replace-file.js';
import { bundlePath, type SignedSources, signSources, sourceFolders, sourceRoot } from './sources.js';

/** Packages that become part of the script; the others are large and seldom needed, or not JavaScript alone. */
const ours =
  /^(?:@babel\/parser|github-slugger|js-yaml|magic-string|@jridgewell\/|satteri|typescript-7)(?:\/|$)/;
/** What looks for the machine's own library beside itself. */
const binding = /[\\/]satteri[\\/]index\.js$/;
/** Modules that are loaded from their own files: they bring packages that are large, and are seldom asked for. */
const apart = /^\.\/(?:browser|chromium|firefox|webkit|node|diagnose)\.ts$/;
/** A file younger than this, in ms, may be changed once more without showing another time. */
const settling = 100;

/** Keeps the script for `sources`. What goes wrong costs the next check time, and nothing else. */
export async function makeBundle(sources: SignedSources): Promise<void> {
  try {
    if (Date.now() - sources.changedAt < settling) return;
    const text = await bundleCommand();
    if (signSources()?.signature !== sources.signature) return;
    const path = fileURLToPath(bundlePath(sources.signature));
    cacheFile(path, text);
    const folder = dirname(path);
    for (const name of readdirSync(folder))
      if (!name.startsWith(sources.signature)) rmSync(join(folder, name), { force: true });
  } catch {
    // See above.
  }
}

/** @throws Error when it does not compile, or when something of it is no part of the signature. */
export async function bundleCommand(): Promise<string> {
  const { build } = await import('esbuild');
  const root = fileURLToPath(sourceRoot);
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'checker/cli.ts')],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    // The value of the script is a function: see `load-bundle.js`.
    format: 'cjs',
    banner: { js: '(function (require, module, $import) {' },
    footer: { js: 'return module.exports;\n})' },
    platform: 'node',
    target: 'esnext',
    supported: { 'dynamic-import': true },
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [packages, ownAddresses],
  });
  for (const path of Object.keys(metafile.inputs))
    if (!path.includes('node_modules/') && !sourceFolders.includes(path.split('/')[0] ?? ''))
      throw new Error(`${path} is in none of the folders that are signed.`);
  let text = outputFiles[0]?.text ?? '';
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const imported = new Set<string>();
  for (const { path, kind, external } of imports) {
    if (!external) continue;
    if (kind === 'dynamic-import') imported.add(JSON.stringify(path));
    else if (!isBuiltin(path) && !binding.test(path))
      throw new Error(`${path} would be loaded in every check: import it where it is needed.`);
  }
  // Scripts cannot import without Node warning of it.
  for (const name of imported) text = text.replaceAll(`import(${name})`, `$import(${name})`);
  return text;
}

/** What is not taken in is imported as before. */
const packages: Plugin = {
  name: 'packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === packages || path.startsWith('node:')) return undefined;
      if (!ours.test(path) && !importer.includes(`${sep}node_modules${sep}`)) return { path, external: true };
      return resolve(path, { kind, importer, resolveDir, pluginData: packages });
    });
    onResolve({ filter: apart }, ({ path, kind, resolveDir }) =>
      kind === 'dynamic-import'
        ? { path: pathToFileURL(join(resolveDir, path)).href, external: true }
        : undefined,
    );
    onResolve({ filter: /\/index\.js$/ }, ({ path, resolveDir }) => {
      const found = join(resolveDir, path);
      return binding.test(found) ? { path: found, external: true } : undefined;
    });
  },
};

/** Every file goes on finding what lies beside it. */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const address = JSON.stringify(pathToFileURL(path).href);
      return {
        contents: text.replaceAll('import.meta.url', address),
        loader: /ts$/.test(path) ? 'ts' : 'js',
      };
    });
  },
};
