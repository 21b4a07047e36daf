import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HostRun } from '../../src/checker/hosts/host.ts';
import { nodeHost } from '../../src/checker/hosts/node.ts';
import { downloadSources } from '../../src/worlds/sources.ts';
import { snippetOf } from '../typecheck/snippet.ts';

type Ran = Extract<HostRun, { kind: 'ran' }>;

async function run(files: string | Record<string, string>, limit = 5_000): Promise<Ran> {
  const snippet = { ...snippetOf(files), limit };
  const result = await nodeHost(downloadSources()).run({ snippet, flavour: 'node', clock: 'real' });
  assert.equal(result.kind, 'ran');
  return result as Ran;
}

const textOf = ({ lines }: Ran) => lines.map(({ text }) => text);
const endOf = ({ end: { reason, exitCode } }: Ran) => ({ reason, exitCode });

describe('a plain Node process', { concurrency: 2 }, () => {
  test('keeps the order of standard output and standard error', async () => {
    const result = await run("console.log('a'); console.error('b'); console.log('c'); console.warn('d');");
    assert.deepEqual(textOf(result), ['a', 'b', 'c', 'd']);
    assert.deepEqual(endOf(result), { reason: 'quiet', exitCode: 0 });
  });

  test('has the files of the example and the worlds it imports beside it', async () => {
    const files = {
      'main.ts':
        "import { half } from './lib/half.ts';\nconsole.log(half(await getTotal()));\nimport { getTotal } from './lib/total.ts';",
      'lib/half.ts': 'export const half = (n: number) => n / 2;',
      'lib/total.ts':
        "import { getRates } from '../worlds/rates.ts';\nexport const getTotal = async () => Object.keys(await getRates('EUR')).length * 2;",
    };
    assert.deepEqual(textOf(await run(files)), ['5']);
  });

  test('runs on real timers', async () => {
    const result = await run(
      'const start = performance.now(); setTimeout(() => console.log(performance.now() - start >= 99), 100);',
    );
    assert.deepEqual(textOf(result), ['true']);
    assert.ok(result.end.at >= 100);
  });

  test('tells an error thrown by a module, at once or after an await, from a rejection nobody handled', async () => {
    const [atOnce, later, inPromise, inTimer] = await Promise.all([
      run("throw new TypeError('no');"),
      run("await null;\nthrow new TypeError('no');"),
      run("Promise.reject(new TypeError('no'));"),
      run("setTimeout(() => { throw new TypeError('no'); });"),
    ]);
    assert.deepEqual(textOf(atOnce), ['Uncaught TypeError: no']);
    assert.deepEqual(textOf(later), ['Uncaught TypeError: no']);
    assert.deepEqual(textOf(inPromise), ['Uncaught (in promise) TypeError: no']);
    assert.deepEqual(textOf(inTimer), ['Uncaught TypeError: no']);
    for (const result of [atOnce, later, inPromise, inTimer]) {
      assert.deepEqual(endOf(result), { reason: 'error', exitCode: 1 });
    }
    assert.deepEqual(later.uncaught[0]?.error.frames[0], { file: 'main.ts', line: 1, column: 6 });
  });

  test('reports thrown values that are no errors', async () => {
    assert.deepEqual(textOf(await run("throw 'text';")), ['Uncaught text']);
    assert.deepEqual(textOf(await run('Promise.reject(42);')), ['Uncaught (in promise) 42']);
  });

  test('prints what listeners of `exit` print, before the error, and nothing of the report Node writes', async () => {
    const result = await run(
      "process.on('exit', () => console.log('bye'));\nprocess.stdout.write('no line end');\nthrow new Error('no');",
    );
    assert.deepEqual(textOf(result), ['no line endbye', 'Uncaught Error: no']);
  });

  test('does not report an error the program handles itself', async () => {
    const result = await run(
      "process.on('uncaughtException', () => console.log('handled'));\nsetTimeout(() => { throw new Error(); });",
    );
    assert.deepEqual(textOf(result), ['handled']);
    assert.deepEqual(endOf(result), { reason: 'quiet', exitCode: 0 });
  });

  test('says where an unsettled top-level await stands', async () => {
    const result = await run("console.log('waiting');\nconst x = await new Promise(() => {});");
    assert.deepEqual(textOf(result), ['waiting']);
    assert.deepEqual(endOf(result), { reason: 'stuck', exitCode: 13 });
    assert.deepEqual(result.waiting, [
      { kind: 'await', site: { file: 'main.ts', line: 1, column: 10, endLine: 1, endColumn: 15 } },
    ]);
  });

  test('prints no warnings, which carry process numbers', async () => {
    assert.deepEqual(textOf(await run("process.emitWarning('old'); console.log('quiet');")), ['quiet']);
  });

  test('passes exit codes on', async () => {
    assert.deepEqual(endOf(await run('process.exit(3);')), { reason: 'exit', exitCode: 3 });
    assert.deepEqual(endOf(await run('process.exitCode = 4;')), { reason: 'exit', exitCode: 4 });
  });

  test('is ended when its time is over, even in a loop, and keeps what was printed', async () => {
    const result = await run("console.log('start'); for (;;);", 300);
    assert.deepEqual(textOf(result), ['start']);
    assert.deepEqual(result.end.limit, { name: 'time', value: 300 });
  });

  test('is ended when it prints without end', async () => {
    const result = await run("for (;;) console.log('x'.repeat(1_000));", 10_000);
    assert.equal(result.end.limit?.name, 'output');
    assert.ok(result.lines.length > 0 && result.lines.length <= 10_000);
  });
});
