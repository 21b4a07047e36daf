/** What is refused, where, and in which words. A row: the source, `¦` before the place that is pointed at; the words. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compile } from '../../../src/engine/compile/compile.ts';
import type { CompileProblem, Program } from '../../../src/engine/protocol.ts';

function problemsOf(files: Program['files'], entry = 'main.ts'): CompileProblem[] {
  const result = compile({ entry, files }, { probes: true });
  return result.ok ? [] : result.problems;
}

function check(marked: string, message: string, advice?: string): void {
  it(JSON.stringify(marked), () => {
    const at = marked.indexOf('¦');
    const source = marked.replace('¦', '');
    const before = source.slice(0, at).split('\n');
    const [problem, ...more] = problemsOf({ 'main.ts': source });
    assert.ok(problem, 'it is refused');
    assert.equal(more.length, 0);
    assert.equal(problem.message, message);
    assert.equal(problem.advice, advice);
    assert.deepEqual([problem.line, problem.column], [before.length - 1, before.at(-1)?.length], 'the place');
    assert.equal(problem.file, 'main.ts');
  });
}

const makeAsync =
  'Make the function around it async: `async function name() { … }`, `async () => { … }`, `async name() { … }`.';

describe('syntax errors', () => {
  check(
    'function f() { ¦await load() }',
    '`await` only works in an async function, or at the top level of a file.',
    makeAsync,
  );
  check(
    'const f = () => ¦await load()',
    '`await` only works in an async function, or at the top level of a file.',
    makeAsync,
  );
  check(
    '[1].map((x) => { ¦await x })',
    '`await` only works in an async function, or at the top level of a file.',
    makeAsync,
  );
  check(
    'function f() { for ¦await (const x of y) {} }',
    '`for await` only works in an async function, or at the top level of a file.',
    makeAsync,
  );
  check('function f() { ¦await using x = y }', '`await using` only works in an async function.', makeAsync);
  check('const ¦await = 1', '`await` cannot be used as a name in a module.');
  check('async () => { await ¦}', '`await` needs a value, found `}`.', 'Await a promise: `await load()`.');
  check(
    'function f() { ¦yield 1 }',
    '`yield` only works in a generator function.',
    'Make the function around it a generator: `function* name() { … }`; arrow functions cannot be generators.',
  );
  check(
    '¦return 5',
    '`return` only works inside a function.',
    'At the top level of a file, put the code into a function, or leave `return` out.',
  );
  check(
    'items.forEach(() => { ¦break })',
    '`break` is not inside a loop or switch it could mean.',
    'It does not reach out of a function: use `return` there, or check the label.',
  );
  check(
    '¦continue',
    '`continue` is not inside a loop it could mean.',
    'It does not reach out of a function: use `return` there, or check the label.',
  );
  check('function f() ¦{\n  if (x) {\n  }\n', 'This `{` is never closed.', 'Add `}`.');
  check('function f() {\n  if (x) ¦{\n    g()\n}\nf()\n', 'This `{` is never closed.', 'Add `}`.');
  check('console.log(await f¦(', 'This `(` is never closed.', 'Add `)`.');
  check('const a = ¦[1, 2', 'This `[` is never closed.', 'Add `]`.');
  check('const a = `x ${1 + ¦`', 'This template string is never closed.', 'Add a backtick.');
  check('load(1, 2\n¦next()', 'Expected `,` or `)`, found `next`.');
  check('const o = { a: 1 ¦b: 2 }', 'Expected `,` or `}`, found `b`.');
  check('const a = [1 ¦2]', 'Expected `,` or `]`, found `2`.');
  check('const f = async () => { await g(¦;\n}', '`;` was not expected here.');
  check(
    'f()¦)',
    '`)` cannot follow here.',
    'Begin a new line, or put a `;`, an operator or a comma in between.',
  );
  check('¦}', 'This `}` closes nothing.', 'Remove it, or look for the bracket that should be open.');
  check(
    'let a = 3 ¦let b = 4',
    '`let` cannot follow here.',
    'Begin a new line, or put a `;`, an operator or a comma in between.',
  );
  check('print ¦"hello"', 'A string cannot follow here.', 'Printing is written `console.log(…)`.');
  check('def ¦f(): pass', '`f` cannot follow here.', 'Functions are written `function name() { … }`.');
  check('if ¦x > 3 {}', 'Expected `(`, found `x`.', 'Put parentheses around the condition.');
  check(
    'const x = ¦"abc\n',
    'This string does not end on its line.',
    'Close it with the quote it began with; for several lines use backticks.',
  );
  check('¦/* abc', 'This comment is never closed.', 'Add `*/`.');
  check(
    'const x = 1; const ¦x = 2',
    "'x' is already declared.",
    'Choose another name, or leave out the second declaration and assign to the first.',
  );
  check(
    'const x¦',
    'A `const` needs a value at once.',
    'Write `= …`, or use `let` when the value comes later.',
  );
  check(
    '¦f() = 3',
    'This cannot be assigned to.',
    'Only variables and properties can. To compare, write `===`.',
  );
  check('¦a?.b = 3', 'Nothing can be assigned to `a?.b`.', 'Check first: `if (a) a.b = …;`.');
  check('¦try {}', '`try` needs a `catch` or a `finally` after it.');
  check('const a = 1 ¦€ 2', 'The character `€` has no meaning here.');
  check('const a =¦\u0000 2', 'The character U+0000 has no meaning here.');
  check('class A { m() { this.¦#x } }', "There is no private '#x' in the class around this.");
  check('const r = ¦/(/', 'This regular expression is not valid: Unterminated group.');
  check(
    '¦@decorate class A {}',
    'Decorators are not supported: no engine runs them yet.',
    'Call the function yourself, for instance `const Name = decorate(class { … });`.',
  );
  check(
    '{ ¦import x from "./x.ts" }',
    '`import` and `export` only work at the top level of a file.',
    'Elsewhere write `await import(…)`.',
  );
  check('class A { constructor() {} ¦constructor() {} }', 'A class has only one constructor.');
});

describe('types that would have to become code', () => {
  check(
    '¦enum Color { Red }',
    'An enum is not just a type: it would have to become code.',
    'Write an object instead: const Color = { … } as const;',
  );
  check(
    'export ¦const enum Color { Red }',
    'An enum is not just a type: it would have to become code.',
    'Write an object instead: const Color = { … } as const;',
  );
  check(
    '¦namespace N { export const x = 1 }',
    'A namespace with values in it is not just a type: it would have to become code.',
    'Put its contents into a file of its own and import that.',
  );
  check(
    'class A { constructor(¦private x: number) {} }',
    'A parameter with `public`, `private`, `protected`, `readonly` or `override` would have to become code.',
    'Declare a field, and assign the parameter to it in the constructor.',
  );
  check(
    'const a = ¦<number>1',
    'A type in angle brackets cannot be erased in place.',
    'Write `value as Type` instead.',
  );
  check('¦import x = require("x")', '`import … = …` belongs to CommonJS.', "Write: import x from './….ts';");
  check('¦export = 1', '`export = …` belongs to CommonJS.', 'Write `export default …` instead.');
  check(
    'type T = 1; export { ¦T }',
    "'T' is a type, and types do not exist at run time.",
    'Write: export type { T };',
  );
});

describe('imports and exports', () => {
  const files = {
    'lib.ts': 'export const a = 1; export type T = 1; export interface I {}',
    'only.ts': 'export default 1',
    'star.ts': "export * from './lib.ts'; export * from './other.ts'",
    'other.ts': 'export const a = 2; export const b = 1',
    'ring.ts': "export { x } from './ring2.ts'",
    'ring2.ts': "export { x } from './ring.ts'",
  };
  const refuse = (marked: string, message: string, advice?: string): void => {
    it(JSON.stringify(marked), () => {
      const source = marked.replace('¦', '');
      const problems = problemsOf({ ...files, 'main.ts': source }).filter(({ file }) => file === 'main.ts');
      const [problem, ...more] = problems;
      assert.ok(problem, 'it is refused');
      assert.equal(more.length, 0);
      assert.equal(problem.message, message);
      assert.equal(problem.advice, advice);
      assert.deepEqual([problem.line, problem.column], [0, marked.indexOf('¦')], 'the place');
    });
  };
  refuse(
    "import x from ¦'./nope.ts'",
    "There is no file './nope.ts' here.",
    "There are './lib.ts', './only.ts', './star.ts', './other.ts', './ring.ts', './ring2.ts'.",
  );
  refuse("import { a } from ¦'./lib'", "There is no file './lib' here.", "Write './lib.ts'.");
  refuse("import { a } from ¦'./lib.js'", "There is no file './lib.js' here.", "Write './lib.ts'.");
  refuse("import { a } from ¦'lib'", "'lib' is not a file of this program.", "Write './lib.ts'.");
  refuse(
    "import fs from ¦'node:fs'",
    "There is no module 'node:fs' here.",
    'Only Node has such modules, by its own names; a page has none. Download the program and run it with Node.',
  );
  refuse("import { ¦c } from './lib.ts'", "'./lib.ts' has no export called 'c'.", "It exports 'a'.");
  refuse("import ¦x from './lib.ts'", "'./lib.ts' has no export called 'default'.", "It exports 'a'.");
  refuse(
    "import { ¦x } from './only.ts'",
    "'./only.ts' has no export called 'x'.",
    'It has a default export: write `import x from …` without braces.',
  );
  refuse(
    "import { ¦T } from './lib.ts'",
    "'T' of './lib.ts' is a type, and types do not exist at run time.",
    "Write: import type { T } from './lib.ts';",
  );
  refuse(
    "export { ¦I } from './lib.ts'",
    "'I' of './lib.ts' is a type, and types do not exist at run time.",
    "Write: export type { I } from './lib.ts';",
  );
  refuse(
    "import { ¦a } from './star.ts'",
    "'./star.ts' has more than one export called 'a': several of its `export *` have one.",
    "Import 'a' from the file that declares it.",
  );
  refuse(
    "import { ¦x } from './ring.ts'",
    "'x' of './ring.ts' leads in a circle: each file only exports it again.",
  );
  refuse(
    "import { a } from './lib.ts'; let ¦a = 1",
    "'a' is already the name of an import.",
    'Choose another name for one of them.',
  );
  refuse(
    "import { a, b as ¦a } from './other.ts'",
    "'a' is already declared.",
    'Choose another name, or leave out the second declaration and assign to the first.',
  );
  refuse(
    'const a = 1; export { a as b, ¦a as b }',
    "There are two exports called 'b'.",
    'Remove or rename one.',
  );
  refuse(
    'export default 1; ¦export default 2',
    "There are two exports called 'default'.",
    'Remove or rename one.',
  );
  refuse('export { ¦nothing }', "There is nothing called 'nothing' here to export.");

  it('says when there is no entry', () => {
    assert.equal(problemsOf({}, 'main.ts')[0]?.message, "There is no file called 'main.ts' to run.");
  });

  it('reports every file that cannot be read', () => {
    const problems = problemsOf({
      'main.ts': "import './a.ts'; import './b.ts'",
      'a.ts': 'let',
      'b.ts': ')',
    });
    assert.deepEqual(
      problems.map(({ file }) => file),
      ['a.ts', 'b.ts'],
    );
  });

  it('leaves files alone that nothing imports', () => {
    assert.deepEqual(problemsOf({ 'main.ts': '1', 'broken.ts': ')(' }), []);
  });

  it('says so when a file is nested too deeply', () => {
    for (const source of [
      '('.repeat(50_000),
      `x = ${'1+'.repeat(50_000)}1`,
      `p${'.then(f)'.repeat(5_000)}`,
    ]) {
      assert.equal(
        problemsOf({ 'main.ts': source })[0]?.message,
        'This file is nested too deeply to be read.',
      );
    }
  });
});
