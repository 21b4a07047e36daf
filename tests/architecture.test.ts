/**
 * Keeps the arrows of the house: which folder of `src` may import which. When a better shape is found,
 * change the table here and the one in CONTRIBUTING.md together.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { describe, test } from 'node:test';

const site = [
  'files',
  'snippets',
  'exercises',
  'trace',
  'timeline',
  'book',
  'components',
  'layouts',
  'styles',
  'worlds',
  'playground',
  'sandbox',
  'engine',
  'offline',
  'search',
  'reading',
  'typecheck',
  'share',
];

const mayImport: Record<string, string[]> = {
  trace: [],
  files: [],
  worlds: [],
  book: [],
  snippets: [],
  engine: ['files', 'trace', 'worlds'],
  typecheck: ['files', 'snippets', 'worlds'],
  exercises: ['engine', 'trace'],
  checker: ['files', 'snippets', 'engine', 'exercises', 'typecheck', 'trace', 'worlds', 'sandbox'],
  timeline: ['trace'],
  sandbox: ['engine', 'trace', 'worlds'],
  share: ['sandbox'],
  playground: [
    'snippets',
    'sandbox',
    'exercises',
    'share',
    'typecheck',
    'timeline',
    'trace',
    'engine',
    'worlds',
  ],
  styles: [],
  offline: [],
  search: ['offline'],
  reading: ['playground'],
  components: site,
  layouts: site,
  pages: site,
};

/** What only some folders may take from npm. Everything not named here is free. */
const packages: Record<string, string[]> = {
  pagefind: ['search'],
  react: ['playground'],
  '@codesandbox/sandpack-react': ['playground'],
  satteri: ['snippets', 'components'],
  'js-yaml': ['snippets'],
  typescript: ['typecheck'],
  chai: ['engine'],
  '@vitest/expect': ['engine'],
  '@babel/parser': ['engine', 'snippets'],
};

const importOf =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(importOf)].map(([, a, b, c]) => a ?? b ?? c ?? '').filter(Boolean);
}

const files = globSync('src/**/*.{ts,tsx,js,astro,mjs}').map((file) => file.split(sep).join('/'));

describe('architecture', () => {
  test('every folder of src has a row in the table', () => {
    const folders = new Set(
      files.map((file) => file.split('/')[1] ?? '').filter((name) => !name.includes('.')),
    );
    assert.deepEqual(
      [...folders].filter((folder) => !(folder in mayImport)),
      [],
    );
  });

  test('no folder reaches against the arrows', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const folder = file.split('/')[1] ?? '';
      const allowed = mayImport[folder];
      if (!allowed) continue;
      for (const specifier of importsIn(file)) {
        if (!specifier.startsWith('.')) continue;
        const target = normalize(join(dirname(file), specifier))
          .split(sep)
          .join('/');
        const other = relative('src', target).split(sep)[0] ?? '';
        if (other === '..') {
          if (folder !== 'pages' && folder !== 'book')
            wrong.push(`${file} imports ${specifier}, which lies outside src`);
          continue;
        }
        if (other !== folder && !allowed.includes(other))
          wrong.push(`${file} imports ${specifier}: ${folder} may not touch ${other}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  test('content imports nothing', () => {
    const wrong = globSync('content/**/*.mdx').filter((file) =>
      /^(import|export)\s/m.test(readFileSync(file, 'utf8').replace(/^(```|~~~)[\s\S]*?^\1/gm, '')),
    );
    assert.deepEqual(wrong, []);
  });

  test('a package that belongs to one folder stays there', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const folder = file.split('/')[1] ?? '';
      for (const specifier of importsIn(file)) {
        const owner = Object.keys(packages).find(
          (name) => specifier === name || specifier.startsWith(`${name}/`),
        );
        if (owner && !packages[owner]?.includes(folder)) wrong.push(`${file} imports ${specifier}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
});
