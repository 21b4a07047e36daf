import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Snippet } from '../../src/snippets/snippet.ts';
import { createDiagnoser, type Diagnoser } from '../../src/typecheck/diagnose.ts';
import type { Diagnostic } from '../../src/typecheck/diagnostic.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';
import { diagnoseInThread } from '../../src/typecheck/node-worker.ts';
import { snippetOf } from './snippet.ts';

const worlds = {
  'worlds/rates.ts': `import { sleep } from './helpers.ts';
export async function getRate(code: string): Promise<number> { await sleep(10); return code.length; }`,
  'worlds/helpers.ts':
    'export const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));',
};

/** The program checks everything at once, so one diagnoser serves all tests, as it serves a whole book. */
let diagnoser: Diagnoser;
before(() => {
  diagnoser = createDiagnoser(nodeTypeEnvironment(worlds));
});

/** One line per diagnostic: `main.ts:1:7 TS2322 message`. Lines and columns here are 1-based, as an author counts. */
function check(...snippets: Snippet[]): string[] {
  return diagnoser.diagnose(snippets).map(line);
}

function line(diagnostic: Diagnostic): string {
  const place = `${diagnostic.file}:${diagnostic.line + 1}:${diagnostic.column + 1}`;
  if (diagnostic.kind === 'type-error') return `${place} TS${diagnostic.code} ${diagnostic.message}`;
  const { target, elsewhere, instead } = diagnostic;
  return `${place} no TS${diagnostic.code} on line ${target + 1}, elsewhere [${elsewhere}], instead [${instead}]`;
}

describe('what is checked', () => {
  test('a program without mistakes has no diagnostics', () => {
    assert.deepEqual(check(snippetOf('const a: number = await Promise.resolve(1);\nconsole.log(a);')), []);
  });

  test('an error has file, line, column, length, code and message', () => {
    const [found] = diagnoser.diagnose([snippetOf("const fine = 1;\n  const wrong: number = 'text';")]);
    assert.deepEqual(found, {
      kind: 'type-error',
      snippet: 'chapter/example',
      file: 'main.ts',
      line: 1,
      column: 8,
      length: 5,
      code: 2322,
      message: "Type 'string' is not assignable to type 'number'.",
    });
  });

  test('columns count UTF-16 code units, before and after characters outside the basic plane', () => {
    assert.deepEqual(check(snippetOf("/* 😀 */ const wrong: number = '😀'; wrong.nothing;")), [
      "main.ts:1:16 TS2322 Type 'string' is not assignable to type 'number'.",
      "main.ts:1:44 TS2339 Property 'nothing' does not exist on type 'number'.",
    ]);
  });

  test('the chain of reasons is part of the message', () => {
    assert.deepEqual(
      check(snippetOf('const a: { b: { c: number } } = { b: { c: 1 } } as { b: { c: string | number } };')),
      [
        [
          "main.ts:1:7 TS2322 Type '{ b: { c: string | number; }; }' is not assignable to type '{ b: { c: number; }; }'.",
          "  The types of 'b.c' are incompatible between these types.",
          "    Type 'string | number' is not assignable to type 'number'.",
          "      Type 'string' is not assignable to type 'number'.",
        ].join('\n'),
      ],
    );
  });

  test('a file with a syntax error has only syntax errors', () => {
    assert.deepEqual(check(snippetOf("const wrong: number = 'text';\nconst late = ;")), [
      'main.ts:2:14 TS1109 Expression expected.',
    ]);
  });

  test('a syntax error in one example does not hide a type error in the next', () => {
    assert.deepEqual(check(snippetOf('const late = ;'), snippetOf("const wrong: number = 'text';")), [
      'main.ts:1:14 TS1109 Expression expected.',
      "main.ts:1:7 TS2322 Type 'string' is not assignable to type 'number'.",
    ]);
  });

  test('syntax that plain Node cannot blank out is refused', () => {
    assert.deepEqual(check(snippetOf('enum Colour { Red }\nconsole.log(Colour.Red);')), [
      "main.ts:1:6 TS1294 This syntax is not allowed when 'erasableSyntaxOnly' is enabled.",
    ]);
  });

  test('a type imported without `type` is refused, as Node would fail on it', () => {
    const files = {
      'main.ts': "import { Rate } from './rate.ts';\nexport const rate: Rate = 1;",
      'rate.ts': 'export type Rate = number;',
    };
    assert.deepEqual(check(snippetOf(files)), [
      "main.ts:1:10 TS1484 'Rate' is a type and must be imported using a type-only import when 'verbatimModuleSyntax' is enabled.",
    ]);
  });
});

describe('names', () => {
  test('the same name in two examples, with and without exports, does not clash', () => {
    assert.deepEqual(
      check(
        snippetOf('const rate = 1;\nconsole.log(rate);'),
        snippetOf("const rate = 'text';\nconsole.log(rate);"),
        snippetOf('export const rate = true;\ninterface Window { mine: string }'),
      ),
      [],
    );
  });

  test('a name of one example is unknown in the next', () => {
    assert.deepEqual(
      check(snippetOf('const onlyHere = 1;\nconsole.log(onlyHere);'), snippetOf('console.log(onlyHere);')),
      ["main.ts:1:13 TS2304 Cannot find name 'onlyHere'."],
    );
  });

  test('a file of one example cannot be imported by another', () => {
    assert.deepEqual(
      check(
        snippetOf({ 'main.ts': "import './own.ts';", 'own.ts': 'export {};' }, { id: 'a' }),
        snippetOf("import './own.ts';\nimport '../0/own.ts';", { id: 'b' }),
      ).map((text) => text.slice(0, 19)),
      ['main.ts:1:8 TS2882 ', 'main.ts:2:8 TS2882 '],
    );
  });

  test('the globals of Node are known to Node examples only', () => {
    const code = "import { readFile } from 'node:fs/promises';\nconsole.log(process.pid, typeof readFile);";
    assert.deepEqual(check(snippetOf(code, { host: 'node' })), []);
    assert.deepEqual(
      check(snippetOf(code)).map((text) => text.split(' ', 2).join(' ')),
      ['main.ts:1:26 TS2591', 'main.ts:2:13 TS2591'],
    );
  });

  test('diagnostics keep the order of the snippets, whatever their hosts', () => {
    const wrong = "const wrong: number = '';";
    assert.deepEqual(
      diagnoser
        .diagnose([
          snippetOf(wrong, { id: 'one', host: 'node' }),
          snippetOf(wrong, { id: 'two' }),
          snippetOf(wrong, { id: 'three', host: 'node' }),
        ])
        .map((diagnostic) => diagnostic.snippet),
      ['chapter/one', 'chapter/two', 'chapter/three'],
    );
  });
});

describe('imports', () => {
  test('files of an example import each other, also from folders', () => {
    const files = {
      'main.ts': "import { queue } from './lib/queue.ts';\nconst wrong: string = queue;",
      'lib/queue.ts': "import { size } from '../size.ts';\nexport const queue = size;",
      'size.ts': 'export const size: number = 1;',
    };
    assert.deepEqual(check(snippetOf(files)), [
      "main.ts:2:7 TS2322 Type 'number' is not assignable to type 'string'.",
    ]);
  });

  test('worlds are imported with their types, and worlds import worlds', () => {
    const code = "import { getRate } from './worlds/rates.ts';\nconst wrong: string = await getRate('USD');";
    assert.deepEqual(check(snippetOf(code)), [
      "main.ts:2:7 TS2322 Type 'number' is not assignable to type 'string'.",
    ]);
    const inFolder = {
      'main.ts': "import './lib/a.ts';",
      'lib/a.ts': "import { sleep } from '../worlds/helpers.ts';\nawait sleep('1');",
    };
    assert.deepEqual(check(snippetOf(inFolder)), [
      "lib/a.ts:2:13 TS2345 Argument of type 'string' is not assignable to parameter of type 'number'.",
    ]);
  });

  test('a world, a file or an extension that is not there is an error at the import', () => {
    const code =
      "import { a } from './worlds/rate.ts';\nimport { b } from './other.ts';\nimport { c } from './worlds/rates';";
    assert.deepEqual(check(snippetOf(code)), [
      "main.ts:1:19 TS2307 Cannot find module './worlds/rate.ts' or its corresponding type declarations.",
      "main.ts:2:19 TS2307 Cannot find module './other.ts' or its corresponding type declarations.",
      "main.ts:3:19 TS2307 Cannot find module './worlds/rates' or its corresponding type declarations.",
    ]);
  });

  test('messages never show the folders of the virtual disk', () => {
    const files = {
      'main.ts': "import * as own from './own.ts';\nconst wrong: string = own;",
      'own.ts': 'export class Own {}',
    };
    assert.deepEqual(check(snippetOf(files)), [
      `main.ts:2:7 TS2322 Type 'typeof import("./own")' is not assignable to type 'string'.`,
    ]);
  });

  test('a world that does not type-check is a fault of the project and throws', () => {
    const broken = createDiagnoser(
      nodeTypeEnvironment({ 'worlds/rates.ts': "export const rate: number = '';" }),
    );
    assert.throws(
      () => broken.diagnose([snippetOf("import { rate } from './worlds/rates.ts';\nconsole.log(rate);")]),
      { message: "worlds/rates.ts:1:14 TS2322: Type 'string' is not assignable to type 'number'." },
    );
  });
});

describe('announced errors', () => {
  const announce = (file: string, ...codes: [code: number, line: number][]) =>
    codes.map(([code, line]) => ({ code, line: line - 1, file }));

  test('an announced error is no diagnostic', () => {
    const code = "// @errors: 2322\nconst wrong: number = '';";
    assert.deepEqual(check(snippetOf(code, { typeErrors: announce('main.ts', [2322, 1]) })), []);
  });

  test('empty lines, comments and other announcements may stand between', () => {
    const code = "// @errors: 2322\n// @errors: 2339\n\n  // why\nconst wrong: number = ''; wrong.nothing;";
    assert.deepEqual(check(snippetOf(code, { typeErrors: announce('main.ts', [2322, 1], [2339, 2]) })), []);
  });

  test('another error on the same line is not announced by it', () => {
    const code = "// @errors: 2322\nconst wrong: number = ''; wrong.nothing;";
    assert.deepEqual(check(snippetOf(code, { typeErrors: announce('main.ts', [2322, 1]) })), [
      "main.ts:2:33 TS2339 Property 'nothing' does not exist on type 'number'.",
    ]);
  });

  test('an announced error that did not happen is a problem at the number of the announcement', () => {
    const code = '// @errors: 2345 2322\nconst fine: number = 1;';
    assert.deepEqual(check(snippetOf(code, { typeErrors: announce('main.ts', [2345, 1], [2322, 1]) })), [
      'main.ts:1:13 no TS2345 on line 2, elsewhere [], instead []',
      'main.ts:1:18 no TS2322 on line 2, elsewhere [], instead []',
    ]);
  });

  test('what happened instead, and where the announced error is, is said', () => {
    const code = "// @errors: 2345\nconst wrong: number = '';\nparseInt(1);";
    assert.deepEqual(check(snippetOf(code, { typeErrors: announce('main.ts', [2345, 1]) })), [
      'main.ts:1:13 no TS2345 on line 2, elsewhere [2], instead [2322]',
      "main.ts:2:7 TS2322 Type 'string' is not assignable to type 'number'.",
      "main.ts:3:10 TS2345 Argument of type 'number' is not assignable to parameter of type 'string'.",
    ]);
  });

  test('an announcement counts in its own file only', () => {
    const files = {
      'main.ts': "import './own.ts';\nconst wrong: number = '';",
      'own.ts': "// @errors: 2322\nconst wrong: number = '';",
    };
    assert.deepEqual(check(snippetOf(files, { typeErrors: announce('own.ts', [2322, 1]) })), [
      "main.ts:2:7 TS2322 Type 'string' is not assignable to type 'number'.",
    ]);
  });
});

describe('again and again', () => {
  test('a changed example is judged anew, and a mended one is fine', () => {
    assert.equal(check(snippetOf("const a: number = '';")).length, 1);
    assert.equal(check(snippetOf('const a: number = 1;')).length, 0);
    assert.equal(check(snippetOf("const a: number = '';")).length, 1);
  });

  test('a thread gives the same answer', async () => {
    const snippets = [
      snippetOf("import { sleep } from './worlds/helpers.ts';\nsleep('');"),
      snippetOf('process;', { host: 'node' }),
    ];
    assert.deepEqual(await diagnoseInThread({ snippets, worlds }), diagnoser.diagnose(snippets));
  });

  test('a thread whose work throws rejects with the reason', async () => {
    const snippets = [snippetOf("import './worlds/broken.ts';")];
    await assert.rejects(
      diagnoseInThread({ snippets, worlds: { 'worlds/broken.ts': 'const = 1;' } }),
      /worlds\/broken\.ts:1:7 TS1134/,
    );
  });

  test('an aborted thread rejects with the reason of the abort', async () => {
    const reason = new Error('enough');
    await assert.rejects(diagnoseInThread({ snippets: [], worlds }, AbortSignal.abort(reason)), reason);
    const controller = new AbortController();
    const running = diagnoseInThread({ snippets: [snippetOf('export {};')], worlds }, controller.signal);
    controller.abort(reason);
    await assert.rejects(running, reason);
  });
});
