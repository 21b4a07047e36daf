import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { type Sources, worldFiles, worldFilesFor, worlds } from '../../src/worlds/index.ts';
import { createNetwork } from '../../src/worlds/servers/network.ts';
import { downloadSources, engineSources } from '../../src/worlds/sources.ts';

const folder = new URL('../../src/worlds/', import.meta.url);
const example = (...imports: string[]) => ({
  'main.ts': imports
    .map((name) => `import * as ${name.replace(/\W/g, '')} from './worlds/${name}.ts';`)
    .join('\n'),
});

describe('the registry of worlds', () => {
  it('lists every file an example can import, and each exists', async () => {
    const own = ['index.ts', 'sources.ts'];
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !own.includes(name));
    assert.deepEqual([...worldFiles].sort(), files.map((name) => `worlds/${name}`).sort());
  });

  it('knows the hosts that the network serves', () => {
    const after = () => () => {};
    const { hosts } = createNetwork({
      now: () => 0,
      read: () => 0,
      after,
      inBackground: after,
      random: () => 0,
      watch: () => assert.fail(),
      wait: (promise) => promise,
      keepAlive: after,
      unknown: () => {},
    });
    assert.deepEqual(worlds.flatMap(({ host }) => host ?? []).sort(), [...hosts].sort());
  });

  it('gives the engine clients without servers', () => {
    const names = Object.keys(engineSources());
    assert.deepEqual(names.sort(), [...worldFiles].sort());
    assert.doesNotMatch(engineSources()['worlds/network.ts'] ?? '', /import/);
  });

  it('gives the engine a network file with the exports of the real one', () => {
    const exportsOf = (text = '') =>
      [...text.matchAll(/export (?:const|function) (?:\{([^}]*)\}|(\w+))/g)]
        .flatMap((match) => (match[1] ?? match[2] ?? '').split(','))
        .map((name) => name.trim())
        .sort();
    const real = exportsOf(downloadSources()['worlds/network.ts']);
    assert.deepEqual(exportsOf(engineSources()['worlds/network.ts']), real);
    assert.deepEqual(real, ['connect', 'fetchBlocking']);
  });

  it('gives a download everything its files import, and nothing from anywhere else', () => {
    for (const { name } of worlds) {
      const files: Sources = worldFilesFor(example(name), downloadSources());
      for (const [file, text] of Object.entries(files))
        for (const [, specifier = ''] of text.matchAll(/from '([^']+)'|^import '([^']+)'/gm)) {
          const target = new URL(specifier, `file:///${file}`).pathname.slice(1);
          assert.ok(Object.hasOwn(files, target), `${file} imports ${specifier}`);
        }
    }
  });
});

describe('the files an example needs', () => {
  const sources = engineSources();
  const needs: [string, Record<string, string>, string[]][] = [
    ['none', { 'main.ts': 'console.log(1);' }, []],
    ['helpers, and what they import', example('helpers'), ['helpers', 'network']],
    ['rates', example('rates'), ['control', 'http', 'network', 'rates']],
    ['pure work', example('photos'), ['photos']],
    [
      'imports in another file of the example',
      {
        'main.ts': "import './lib/board.ts';",
        'lib/board.ts': "import { getRates } from '../worlds/rates.ts';",
      },
      ['control', 'http', 'network', 'rates'],
    ],
    [
      'an import over several lines',
      { 'main.ts': "import {\n  getRates,\n  rates,\n} from './worlds/rates.ts';" },
      ['control', 'http', 'network', 'rates'],
    ],
    ['a dynamic import', { 'main.ts': "const { busy } = await import('./worlds/photos.ts');" }, ['photos']],
    ['an export from', { 'main.ts': "export * from './worlds/photos.ts';" }, ['photos']],
    ['an import only for its effect', { 'main.ts': "import './worlds/network.ts';" }, ['network']],
    ['double quotes', { 'main.ts': 'import { busy } from "./worlds/photos.ts"' }, ['photos']],
    ['a world that does not exist', example('nowhere'), []],
    ['a world the example brings itself', { ...example('photos'), 'worlds/photos.ts': 'export {};' }, []],
    ['text that looks like a path', { 'main.ts': "console.log('./worlds/rates.ts');" }, []],
  ];
  for (const [name, files, expected] of needs) {
    it(`are found: ${name}`, () => {
      const found = Object.keys(worldFilesFor(files, sources)).sort();
      assert.deepEqual(
        found,
        expected.map((file) => `worlds/${file}.ts`),
      );
    });
  }
});
