import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { compile } from '../../../src/engine/compile/compile.ts';
import { restoreErrorText } from '../../../src/engine/compile/error-text.ts';
import { chooseNames } from '../../../src/engine/compile/names.ts';
import { resolveSpecifier } from '../../../src/engine/compile/resolve.ts';
import { trimParser } from '../../../src/engine/compile/trim-parser.ts';

describe('resolving a specifier', () => {
  const rows: [from: string, specifier: string, name: string | undefined][] = [
    ['main.ts', './a.ts', 'a.ts'],
    ['lib/b.ts', './a.ts', 'lib/a.ts'],
    ['lib/b.ts', '../a.ts', 'a.ts'],
    ['lib/deep/b.ts', '../../a/./b/../c.ts', 'a/c.ts'],
    ['main.ts', '../../a.ts', 'a.ts'],
    ['lib/b.ts', '/a.ts', 'a.ts'],
    ['lib/b.ts', 'file:///x/a.ts', 'x/a.ts'],
    ['main.ts', './/a.ts', 'a.ts'],
    ['main.ts', 'a.ts', undefined],
    ['main.ts', 'node:fs', 'node:fs'],
    ['main.ts', 'https://example.org/a.ts', undefined],
    ['main.ts', '', undefined],
  ];
  for (const [from, specifier, name] of rows) {
    it(`${specifier} from ${from}`, () => assert.equal(resolveSpecifier(from, specifier), name));
  }
});

describe('names the compiler adds', () => {
  it('do not occur in the program, however they are written', () => {
    assert.equal(chooseNames('const x = 1').probes, '$p');
    assert.equal(chooseNames('const $p = 1').probes, '$1p');
    assert.equal(chooseNames('const $c = 1, $1m = 2').probes, '$2p');
    assert.equal(chooseNames(String.raw`const \u0024p = 1`).probes, '$1p');
    assert.equal(chooseNames(String.raw`const \u{24}e = 1, $1\u{0064} = 2`).probes, '$2p');
    assert.equal(chooseNames(String.raw`'\u{110000}\u{zz}'`).probes, '$p');
  });
});

describe('messages without probes', () => {
  it('put back what the engine would have quoted', () => {
    assert.equal(
      restoreErrorText('$p.resume(...).b is not a function'),
      '(intermediate value).b is not a function',
    );
    assert.equal(
      restoreErrorText('$12p.resume is not a function or its return value is not iterable'),
      '(intermediate value) is not iterable',
    );
    assert.equal(
      restoreErrorText("Cannot destructure property 'a' of '$p.resume(...)' as it is undefined."),
      "Cannot destructure property 'a' of '(intermediate value)' as it is undefined.",
    );
    assert.equal(
      restoreErrorText(
        'TypeError: $p.suspend(...) is not a function or its return value is not async iterable\n    at x',
      ),
      'TypeError: (intermediate value) is not async iterable\n    at x',
    );
    assert.equal(
      restoreErrorText(
        'TypeError: yield* (intermediate value)(intermediate value)(intermediate value) is not async iterable\n    at x',
      ),
      'TypeError: yield* (intermediate value) is not async iterable\n    at x',
    );
  });
  it('name a live import as the program does', () => {
    assert.equal(restoreErrorText('(0 , $i.late) is not a function'), 'late is not a function');
    assert.equal(
      restoreErrorText('$i.a.b is not a function, $3i.ünï is not iterable'),
      'a.b is not a function, ünï is not iterable',
    );
  });
  it('show what is spread, not what comes before it', () => {
    assert.equal(
      restoreErrorText('($p.at(...) , list) is not iterable (cannot read property undefined)'),
      'list is not iterable (cannot read property undefined)',
    );
    assert.equal(
      restoreErrorText(
        'TypeError: ($3p.at(...) , (0 , $3i.late)(...).x) is not iterable, ($3p.at(...) , $3i.b)',
      ),
      'TypeError: late(...).x is not iterable, b',
    );
    assert.equal(restoreErrorText('($p.at(...) , list is cut'), '($p.at(...) , list is cut');
  });
  it('are left alone otherwise', () => {
    for (const text of [
      '',
      'x is not a function',
      'costs $5',
      '$p',
      '$p.other(...)',
      'a$',
      '$x.resume(...)',
    ]) {
      assert.equal(restoreErrorText(text), text);
    }
  });
});

describe('compiling', () => {
  it('takes what is reachable, the entry first, each module once', () => {
    const files = {
      'main.ts':
        "import './b.ts'; import './a.ts'; export * from './c.ts'; import type { T } from './types.ts'",
      'a.ts': "import './b.ts'; void import('./lazy.ts')",
      'b.ts': '',
      'c.ts': "import './main.ts'",
      'lazy.ts': '',
      'types.ts': 'export type T = 1',
      'other.ts': '',
    };
    const result = compile({ entry: 'main.ts', files }, { probes: false });
    assert.ok(result.ok);
    assert.deepEqual(
      result.program.modules.map(({ name }) => name),
      ['main.ts', 'b.ts', 'a.ts', 'c.ts', 'lazy.ts'],
    );
    assert.deepEqual(result.program.modules[0]?.imports, [
      { specifier: './b.ts', name: 'b.ts' },
      { specifier: './a.ts', name: 'a.ts' },
      { specifier: './c.ts', name: 'c.ts' },
    ]);
  });

  it('takes every file when a specifier is computed', () => {
    const files = { 'main.ts': "await import('./' + Math.random() + '.ts')", 'a.ts': '', 'b.ts': '' };
    const result = compile({ entry: 'main.ts', files }, { probes: false });
    assert.ok(result.ok);
    assert.deepEqual(
      result.program.modules.map(({ name, async }) => [name, async]),
      [
        ['main.ts', true],
        ['a.ts', false],
        ['b.ts', false],
      ],
    );
  });

  it('says where the probes are, in the order of the source', () => {
    const files = { 'main.ts': 'async function f() {\n  await 1;\n}\nf().then(f)' };
    const result = compile({ entry: 'main.ts', files }, { probes: true });
    assert.ok(result.ok);
    const places = result.program.modules[0]?.sites.map((site) => [
      site.line,
      site.column,
      site.endLine,
      site.endColumn,
    ]);
    assert.deepEqual(places, [
      [0, 0, 2, 1],
      [1, 2, 1, 9],
      [2, 0, 2, 1],
      [3, 4, 3, 11],
    ]);
  });

  it('gives the same result every time', () => {
    const program = { entry: 'main.ts', files: { 'main.ts': 'for await (const x of y) await x' } };
    assert.deepEqual(compile(program, { probes: true }), compile(program, { probes: true }));
  });
});

it('the parser still looks as the page’s bundle expects', async () => {
  const path = createRequire(import.meta.url).resolve('@babel/parser');
  assert.match(trimParser(await readFile(path, 'utf8')), /const mixinPlugins = \{ typescript \};/);
  assert.throws(() => trimParser('something else'), /has changed/);
});
