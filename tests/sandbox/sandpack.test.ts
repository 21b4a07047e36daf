import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extractErrorDetails } from '@codesandbox/sandpack-client';
import { readCompile } from '../../src/sandbox/broker.ts';
import { consoleMessage, errorMessage, problemMessage } from '../../src/sandbox/sandpack.ts';

type Detailed = Parameters<typeof extractErrorDetails>[0];

describe('what Sandpack is told', () => {
  test('printed values are primitive strings, whatever they look like', () => {
    const text = `{'@t': '[[TypedArray]]', data: {ctorName: 'Worker', arr: 'data:text/javascript,1'}}`;
    assert.deepEqual(
      consoleMessage(
        [
          { at: 1, level: 'log', text },
          { at: 2, level: 'uncaught', text: 'x' },
        ],
        5,
      ),
      {
        type: 'console',
        log: [
          { id: '5', method: 'log', data: [text] },
          { id: '6', method: 'error', data: ['x'] },
        ],
      },
    );
  });

  test('Sandpack finds the place of a compile problem', () => {
    const message = problemMessage({ file: 'lib/a.ts', line: 2, column: 4, message: 'No.', advice: 'Yes.' });
    assert.deepEqual(extractErrorDetails(message as Detailed), {
      title: 'SyntaxError',
      path: '/lib/a.ts',
      message: 'No. Yes.',
      line: 3,
      column: 5,
    });
  });

  test('Sandpack finds the place of an uncaught error, and quotes the line', () => {
    const error = {
      name: 'TypeError',
      message: 'x is not a function',
      text: 'TypeError: x is not a function',
      frames: [{ file: 'main.ts', line: 1, column: 2, name: 'go' }],
    };
    const message = errorMessage(
      { reason: 'error', exitCode: 1, at: 0, error },
      { 'main.ts': 'first\n  x();\n' },
    );
    const details = extractErrorDetails(message as Detailed);
    assert.equal(details.path, '/main.ts');
    assert.equal(details.line, 2);
    assert.equal(details.column, 3);
    assert.match(details.message, /TypeError: x is not a function \(2:3\)[\s\S]*> 2 \| {3}x\(\);/);
  });

  test('an error without a place in the program is shown without one', () => {
    const error = { name: 'Error', message: 'm', text: 'Error: m', frames: [] };
    const message = errorMessage({ reason: 'error', exitCode: 1, at: 0, error }, {});
    assert.deepEqual(extractErrorDetails(message as Detailed), { message: 'Error: m' });
  });

  test('a run that ends well is no error', () => {
    assert.equal(errorMessage({ reason: 'quiet', exitCode: 0, at: 0 }, {}), undefined);
  });
});

describe("a compile message of Sandpack's client", () => {
  const main = { '/main.ts': { code: 'x' }, '/package.json': { code: '{}' } };
  const withSettings = (text: string) => readCompile({ ...main, '/.interleave.json': { code: text } }, 9);

  test('with a run number and settings is that run', () => {
    assert.deepEqual(withSettings('{"run": 3, "entry": "main.ts", "options": {"speed": 0, "maxLines": 1}}'), {
      run: 3,
      program: { files: { 'main.ts': 'x' }, entry: 'main.ts' },
      options: { speed: 0 },
      sandpack: true,
      asked: true,
    });
  });

  test('without a run number runs nothing', () => {
    for (const text of ['{}', '', 'null', '[]', '{"run": 0}', '{"run": "1"}', '{"__proto__": {"run": 1}}'])
      assert.equal(withSettings(text), undefined, text);
  });

  test('of a plain Sandpack is a run nobody asked for by number', () => {
    const request = readCompile({ '/index.ts': { code: 'y' } }, 9);
    assert.deepEqual([request?.run, request?.asked, request?.program.entry], [9, false, 'index.ts']);
  });

  test('with files outside the example leaves them behind', () => {
    const request = readCompile({ ...main, '/../up.ts': { code: '' }, '/node_modules/.x': { code: '' } }, 1);
    assert.deepEqual(Object.keys(request?.program.files ?? {}), ['main.ts']);
  });
});
