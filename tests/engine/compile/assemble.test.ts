import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInThisContext } from 'node:vm';
import { parseExpression } from '@babel/parser';
import { assemble, type ModuleDescription } from '../../../src/engine/assemble.ts';
import { compile } from '../../../src/engine/compile/compile.ts';
import type { CompiledProgram, Program } from '../../../src/engine/protocol.ts';

function compiled(files: Program['files'], probes = true): CompiledProgram {
  const result = compile({ entry: Object.keys(files)[0] ?? '', files }, { probes });
  assert.ok(result.ok, JSON.stringify(result));
  return result.program;
}

/** What the runtime's function is called with. */
function load(script: string): { modules: [ModuleDescription, () => void][]; entry: string } {
  return runInThisContext(script);
}

const runtime =
  '(function () {\n  // the runtime, of several lines\n  return (modules, entry) => ({ modules, entry });\n})()';

const hostile = {
  'main.js': `const a = '</script>', b = "\u2028\u2029", c = \`\${'}]), 1)'}\`; /* ]) */ // }); ([
const d = /[}\\])]/, e = 1<!--a
;'use strict'
`,
  'ends-in-comment.js': 'export const x = 1 // }',
  'empty.js': '',
  'html.js': 'let n = 2; while (n --> 0) ; const r = n<!--n; /<!--/.test("<!--")',
  'hash.js': '#!/usr/bin/env node }\n1',
  '__proto__.js': 'const x = 1; export { x as __proto__ }; export { x as "a\\"__proto__" }',
  'wild "name"\n.js': '1',
};

describe('assemble', () => {
  it('hands every module and the entry to the runtime, in order', () => {
    const names = Object.keys(hostile);
    const files = {
      'start.js': names.map((name) => `import ${JSON.stringify(`./${name}`)};\n`).join(''),
      ...hostile,
    };
    const program = compiled(files);
    const { modules, entry } = load(assemble(runtime, program));
    assert.equal(entry, 'start.js');
    assert.equal(modules.length, names.length + 1);
    assert.deepEqual(
      modules.map(([{ name }]) => name),
      program.modules.map(({ name }) => name),
    );
    assert.ok(modules.every(([, code]) => typeof code === 'function'));
    const odd = modules.find(([{ name }]) => name === '__proto__.js')?.[0];
    assert.deepEqual(Object.keys(odd?.exports ?? {}), ['__proto__', 'a"__proto__']);
  });

  it('makes one expression of each module, whatever its text', () => {
    for (const [name, source] of Object.entries(hostile)) {
      for (const probes of [true, false]) {
        const [module] = compiled({ [name]: source }, probes).modules;
        assert.ok(module);
        const expression = parseExpression(module.code, {
          sourceType: 'script',
          createParenthesizedExpressions: true,
        });
        assert.equal(expression.type, 'FunctionExpression');
        assert.equal(expression.end, module.code.trimEnd().length);
      }
    }
  });

  it('knows on which line of the script each module begins', () => {
    const program = compiled({
      'main.js': "import './b.js'\nimport './c.js'\nexport const at = 'main'",
      'b.js': "\n\u2028\r\nexport const at = 'b'",
      'c.js': "export const at = 'c'",
    });
    const script = assemble(runtime, program);
    const lines = script.split(/\r\n|[\n\r\u2028\u2029]/);
    for (const [{ name, line }] of load(script).modules) {
      const index = program.modules.findIndex((module) => module.name === name);
      assert.ok(lines[line]?.startsWith(program.modules[index]?.code.split(/[\n\u2028]/)[0] ?? '?'), name);
    }
  });
});
