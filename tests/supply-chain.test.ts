/** What is installed to build the book, and what of it reaches readers. Reads the lock file, `node_modules` and `dist`. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readNotices } from '../scripts/notices.ts';

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
  license?: string;
}
const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8'));
const manifest = json<{
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
  allowScripts: Record<string, boolean>;
}>('package.json');
const lock = json<{ lockfileVersion: number; packages: Record<string, Locked> }>('package-lock.json');
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('the lock file', () => {
  test('has a strong checksum for every package', () => {
    assert.ok(packages.length > 200);
    const without = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    assert.deepEqual(
      without.map(([path]) => path),
      [],
    );
  });

  test('takes packages from a registry only, never from an address of somebody’s own', () => {
    const elsewhere = packages.filter(
      ([, { resolved, link }]) => link || (resolved && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    assert.deepEqual(
      elsewhere.map(([path, { resolved }]) => `${path}: ${resolved}`),
      [],
    );
  });

  test('belongs to package.json, where every version is exact', () => {
    const root = lock.packages[''] as { devDependencies?: object; dependencies?: object } | undefined;
    assert.deepEqual(root?.devDependencies, manifest.devDependencies);
    assert.deepEqual(root?.dependencies, manifest.dependencies);
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^(?:npm:[@\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    assert.deepEqual(loose, []);
  });
});

describe('scripts at installation', () => {
  test('are only wanted by packages about which somebody has decided', () => {
    const wanting = new Set(
      packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path)),
    );
    assert.deepEqual([...wanting].sort(), Object.keys(manifest.allowScripts).sort());
  });

  test('are run for these packages and no other', () => {
    const allowed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name]);
    // Both put a program for this machine in its place.
    assert.deepEqual(allowed.sort(), ['esbuild', 'node']);
  });

  test('our own package runs none', () => {
    const own = Object.keys(manifest.scripts).filter((name) =>
      /^(?:pre|post)?(?:install|prepare)$/.test(name),
    );
    assert.deepEqual(own, []);
  });
});

describe('what reaches readers', () => {
  /** Licences that ask for no more than to be named. The font licence also forbids selling the fonts alone. */
  const licences = new Set([
    'MIT',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    '0BSD',
    'CC0-1.0',
    'OFL-1.1',
  ]);
  const text = readFileSync(`${process.env['DIST'] ?? 'dist'}/third-party-notices.txt`, 'utf8');
  const shipped = readNotices(text);

  test('is named, with the packages known to be part of it and none that only builds or tests', () => {
    const names = shipped.map(({ name }) => name);
    for (const name of [
      'react',
      '@codesandbox/sandpack-react',
      '@codemirror/state',
      '@babel/parser',
      'node-inspect-extracted',
      'fflate',
      '@fontsource-variable/literata',
      '@fontsource-variable/sometype-mono',
    ])
      assert.ok(names.includes(name), name);
    for (const name of ['astro', 'esbuild', 'playwright-core', 'shiki', '@biomejs/biome', 'axe-core'])
      assert.ok(!names.includes(name), name);
    assert.equal(new Set(names).size, names.length);
  });

  test('has a licence that lets us pass it on', () => {
    const others = shipped.filter(({ licence }) => !licences.has(licence));
    assert.deepEqual(others, []);
  });

  test('comes with its licence’s text', () => {
    const parts = text.split(/^-{80}\n/m).slice(1);
    const short = shipped.filter((_, index) => (parts[2 * index + 1] ?? '').trim().length < 200);
    assert.deepEqual(short, []);
  });

  test('has its fonts from the packages that are named', () => {
    const fonts = globSync(`${process.env['DIST'] ?? 'dist'}/_astro/*.woff2`).map((path) =>
      path.replace(/.*\//, ''),
    );
    assert.ok(fonts.length > 0);
    for (const font of fonts) assert.match(font, /^(?:literata|sometype-mono)-/);
  });
});
