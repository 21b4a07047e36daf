/** Every character of a compiled module that was not inserted maps back to its own place in the source, and all do. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compile } from '../../../src/engine/compile/compile.ts';
import { mapPosition, originalText } from '../../../src/engine/compile/position.ts';
import type { CompiledModule } from '../../../src/engine/protocol.ts';
import { programOf, readCases } from './support/cases.ts';
import { programOfBodies, statement } from './support/random-program.ts';

const lineEnd = /\r\n|[\n\r\u2028\u2029]/;

function compiled(files: Record<string, string>, entry: string): CompiledModule[] {
  const result = compile({ entry, files }, { probes: true });
  assert.ok(result.ok, JSON.stringify(result));
  return result.program.modules;
}

function checkModule(module: CompiledModule, source: string): void {
  const lines = module.code.split(lineEnd);
  const sourceLines = source.split(lineEnd);
  assert.equal(lines.length, sourceLines.length + 1, 'one line more, for the end of the function');
  sourceLines.forEach((sourceLine, line) => {
    const text = lines[line] ?? '';
    const inserted = new Set<number>();
    const list = module.insertions[line] ?? [];
    for (let index = 0; index < list.length; index += 2) {
      for (let offset = 0; offset < (list[index + 1] ?? 0); offset++)
        inserted.add((list[index] ?? 0) + offset);
    }
    let next = 0;
    for (let column = 0; column < text.length; column++) {
      const place = mapPosition(module, line, column);
      assert.equal(place.line, line);
      if (inserted.has(column)) {
        assert.equal(place.column, next, 'inserted text stands for the place of the insertion');
        continue;
      }
      assert.equal(place.column, next, `${module.name}:${line}:${column}`);
      const [now, before] = [text[column], sourceLine[next]];
      assert.ok(
        now === before || now === ' ' || /[;()]/.test(now ?? ''),
        `${now} instead of ${before}: ${sourceLine}`,
      );
      next++;
    }
    assert.equal(next, sourceLine.length, 'nothing is missing from the line');
  });
}

describe('positions of compiled text lead back to the source', () => {
  for (const found of [...readCases('text'), ...readCases('behaviour')]) {
    it(found.name, () => {
      const program = programOf(found);
      for (const module of compiled(program.files, program.entry)) {
        checkModule(module, program.files[module.name] ?? '');
      }
    });
  }

  it('random programs in random layout', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (statements) => {
        const source = programOfBodies([statements.join('')]);
        const [module] = compiled({ 'main.js': source }, 'main.js');
        assert.ok(module);
        checkModule(module, source);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('names with line ends in them', () => {
    const source =
      "const o = { async 'a\u2028b'() {}, async ['c\u2029d' +\n'e']() {} }, x = 1;\nexport { x as 'f\u2028g' };";
    const [module] = compiled({ 'main\u2028.js': source }, 'main\u2028.js');
    assert.ok(module);
    checkModule(module, source);
  });

  it('all kinds of line ends', () => {
    const source =
      'const a = async () => {\r\n  await 1;\r  await 2;\u2028  await 3;\u2029  await 4;\n};\nawait a()';
    const [module] = compiled({ 'main.js': source }, 'main.js');
    assert.ok(module);
    checkModule(module, source);
    assert.deepEqual(
      module.sites.filter((site) => site.line > 0).map(({ line, column }) => [line, column]),
      [
        [1, 2],
        [2, 2],
        [3, 2],
        [4, 2],
        [5, 0],
        [6, 0],
        [6, 9],
      ],
    );
  });
});

describe('the text of a function', () => {
  const source =
    'class A {\n  async m(a: number) { return await a; }\n}\nconst f = async (x?: A) => ({ x: await x, f });\nfunction plain() {}';
  const [module] = compiled({ 'main.ts': source }, 'main.ts');
  assert.ok(module);
  const generated = (begin: string, end: string): string => {
    const from = module.code.indexOf(begin);
    return module.code.slice(from, module.code.indexOf(end, from) + end.length);
  };

  it('is the source text, types blanked', () => {
    assert.equal(
      originalText(module.code, module, generated('class A', '\n}')),
      'class A {\n  async m(a        ) { return await a; }\n}',
    );
    assert.equal(
      originalText(module.code, module, generated('async m', '$c)}}')),
      'async m(a        ) { return await a; }',
    );
    assert.equal(
      originalText(module.code, module, generated('async (x', '$c)}}')),
      'async (x    ) => ({ x: await x, f })',
    );
    assert.equal(originalText(module.code, module, 'function plain() {}'), 'function plain() {}');
  });

  it('is unknown for functions of others', () => {
    assert.equal(originalText(module.code, module, 'function log() { [native code] }'), undefined);
  });
});
