/** The language service over examples, without a page: what is asked about places, and that examples do not see each other. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createExampleService, type ExampleService } from '../../src/typecheck/example-service.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';

const worlds = {
  'worlds/rates.ts': 'export async function getRate(code: string): Promise<number> { return code.length; }',
};

let service: ExampleService;
before(() => {
  service = createExampleService(nodeTypeEnvironment(worlds));
});

/** Writes one file with `|` at the place asked about. */
function at(text: string, example = 'chapter/example'): [example: string, file: string, offset: number] {
  const offset = text.indexOf('|');
  service.write(example, 'browser', { 'main.ts': text.replace('|', '') });
  return [example, 'main.ts', offset];
}
const names = (text: string) => service.complete(...at(text))?.entries.map(({ name }) => name) ?? [];

describe('the service of an example', () => {
  test('has the errors of the text as it was written last', () => {
    service.write('a/errors', 'browser', { 'main.ts': "const a: number = 'text';\n" });
    assert.deepEqual(service.problems('a/errors'), [
      {
        file: 'main.ts',
        from: 6,
        to: 7,
        line: 0,
        column: 6,
        code: 2322,
        message: "Type 'string' is not assignable to type 'number'.",
      },
    ]);
    service.write('a/errors', 'browser', { 'main.ts': 'const a: number = 1;\n' });
    assert.deepEqual(service.problems('a/errors'), []);
  });

  test('knows Node where the example runs in Node, and nowhere else', () => {
    const files = { 'main.ts': 'process.exitCode = 1;\n' };
    service.write('a/node', 'node', files);
    service.write('a/browser', 'browser', files);
    assert.deepEqual(service.problems('a/node'), []);
    assert.equal(service.problems('a/browser').length, 1);
  });

  test('says what a name is', () => {
    assert.equal(service.hover(...at('/** Old. */\nconst an|swer = 42;'))?.type, 'const answer: 42');
    assert.equal(service.hover(...at('/** Old. */\nconst an|swer = 42;'))?.documentation, 'Old.');
    assert.equal(service.hover(...at('const answer = 42;  |')), undefined);
  });

  test('completes members, and names of worlds together with their import', () => {
    assert.ok(names("'text'.toUp|").includes('toUpperCase'));
    const place = at('getRa|');
    const entry = service.complete(...place)?.entries.find(({ name }) => name === 'getRate');
    assert.equal(entry?.from, './worlds/rates.ts');
    assert.ok(entry);
    assert.deepEqual(
      service.describe(...place, entry)?.changes.map(({ insert }) => insert.trim()),
      ["import { getRate } from './worlds/rates.ts';"],
    );
  });

  test('offers what the example’s own files export, and nothing of another example', () => {
    service.write('a/other', 'browser', { 'main.ts': '', 'lib.ts': 'export const foreignName = 1;' });
    service.write('a/own', 'browser', { 'main.ts': 'own\nforeign', 'lib.ts': 'export const ownName = 1;' });
    const entries = service.complete('a/own', 'main.ts', 3)?.entries ?? [];
    assert.equal(entries.find(({ name }) => name === 'ownName')?.from, './lib.ts');
    assert.equal(
      entries.find(({ name }) => name === 'foreignName'),
      undefined,
    );
  });

  test('offers a bounded number of names, those that begin with what is written before all others', () => {
    const found = service.complete(...at('const sum = 1; su|'));
    assert.equal(found?.word, 'su');
    assert.ok(found.entries.length <= 200);
    assert.equal(found.entries[0]?.name, 'sum');
    assert.ok(found.entries.some(({ name }) => name === 'SubmitEvent'));
    // Not one after another.
    assert.ok(!found.entries.some(({ name }) => name === 'URL'));
    const all = service.complete(...at('|'));
    assert.deepEqual([all?.isWhole, all?.entries.length], [false, 200]);
    const members = service.complete(...at("'text'.toU|"));
    assert.deepEqual([members?.isWhole, members?.entries[0]?.name], [true, 'toUpperCase']);
  });

  test('says which parameter is being written', () => {
    const place = at('declare function f(a: number, b: string): void;\nf(1, |');
    const found = service.signature(...place);
    assert.equal(found?.label, 'f(a: number, b: string): void');
    assert.equal(found?.label.slice(found.parameter?.from, found.parameter?.to), 'b: string');
    assert.equal(service.signature(...at('f|')), undefined);
  });

  test('finds definitions in the example, and names what lies outside', () => {
    service.write('a/defs', 'browser', {
      'main.ts':
        "import { b } from './lib.ts';\nimport { getRate } from './worlds/rates.ts';\nb; getRate; setTimeout;\n",
      'lib.ts': 'export const b = 1;\n',
    });
    const text = "import { b } from './lib.ts';\nimport { getRate } from './worlds/rates.ts';\n";
    assert.deepEqual(service.define('a/defs', 'main.ts', text.length), { file: 'lib.ts', from: 13, to: 14 });
    assert.deepEqual(service.define('a/defs', 'main.ts', text.length + 4), { outside: 'worlds/rates.ts' });
    assert.deepEqual(service.define('a/defs', 'main.ts', text.length + 14), {
      outside: 'TypeScript’s library',
    });
  });

  test('formats without changing what it means', () => {
    const [example, file] = at('if(1<2){\nf( )\n}|');
    const changes = service.format(example, file).toReversed();
    let text = 'if(1<2){\nf( )\n}';
    for (const { from, to, insert } of changes) text = text.slice(0, from) + insert + text.slice(to);
    assert.equal(text, 'if (1 < 2) {\n  f()\n}');
  });

  test('has no answer about what it was not told of', () => {
    assert.deepEqual(service.problems('a/nothing'), []);
    assert.equal(service.hover('a/errors', 'other.ts', 0), undefined);
    assert.deepEqual(service.format('a/nothing', 'main.ts'), []);
  });
});
