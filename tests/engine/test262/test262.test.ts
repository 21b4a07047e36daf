/** The runner of test262, on a few tests of our own in its format; test262 itself is run by `npm run test262`. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { closePool, run } from '../../../src/engine/hosts/node.ts';
import { compareTests } from './compare.ts';
import { readTests } from './read-tests.ts';

const checkout = fileURLToPath(new URL('./checkout/', import.meta.url));
const command = fileURLToPath(new URL('./run.ts', import.meta.url));

after(() => closePool());

describe('the runner of test262', () => {
  it('reads asynchronous tests with their harness and imports, and says why it leaves out others', async () => {
    const { tests, skipped } = await readTests(checkout);
    assert.deepEqual(
      tests.map(({ name }) => name),
      [
        'built-ins/Function/prototype/toString/async-method.js',
        'language/expressions/await/fails.js',
        'language/expressions/await/never-done.js',
        'language/expressions/await/turns.js',
        'language/module-code/top-level-await/harness.js',
        'language/module-code/top-level-await/imports.js',
        'language/module-code/top-level-await/rejects.js',
        'language/statements/async-function/name.js',
      ],
    );
    assert.deepEqual(skipped, [
      { name: 'built-ins/Promise/agents.js', reason: "needs the host's $262" },
      { name: 'language/expressions/await/early-error.js', reason: 'is about what does not compile' },
      {
        name: 'language/expressions/await/sloppy.js',
        reason: 'needs a script, and programs here are modules',
      },
    ]);
  });

  it('runs each without probes and with them', async () => {
    const { tests } = await readTests(checkout);
    assert.deepEqual(await compareTests(tests), [
      { name: 'built-ins/Function/prototype/toString/async-method.js' },
      {
        name: 'language/expressions/await/fails.js',
        without: 'Test262:AsyncTestFailure:Test262Error: value: 1 is not 2',
        with: 'Test262:AsyncTestFailure:Test262Error: value: 1 is not 2',
      },
      {
        name: 'language/expressions/await/never-done.js',
        without: 'calls $DONE 0 times',
        with: 'calls $DONE 0 times',
      },
      { name: 'language/expressions/await/turns.js' },
      { name: 'language/module-code/top-level-await/harness.js' },
      { name: 'language/module-code/top-level-await/imports.js' },
      { name: 'language/module-code/top-level-await/rejects.js' },
      { name: 'language/statements/async-function/name.js' },
    ]);
  });

  it('notices a test that probes would change', async () => {
    const { tests } = await readTests(checkout, ['turns']);
    const [late] = await compareTests(tests, {
      runOn: async (program, options) => {
        const text = program.files[program.entry]?.replace(
          "order.push('called')",
          "await 0; await 0; order.push('called')",
        );
        return run(
          options.probes ? { ...program, files: { ...program.files, [program.entry]: text ?? '' } } : program,
          options,
        );
      },
    });
    assert.match(late?.with ?? '', /^Test262:AsyncTestFailure/);
    assert.equal(late?.without, undefined);
  });

  it('sums up, and fails only for what the probes change', () => {
    const { stdout, status } = spawnSync(process.execPath, [command, checkout], { encoding: 'utf8' });
    assert.equal(
      stdout,
      `
8 tests: 6 pass both ways, 2 fail both ways, 0 fail with probes only, 0 without them only
1 more: needs the host's $262
1 more: is about what does not compile
1 more: needs a script, and programs here are modules
`,
    );
    assert.equal(status, 0);
    const wrong = spawnSync(process.execPath, [command, fileURLToPath(new URL('.', import.meta.url))], {
      encoding: 'utf8',
    });
    assert.match(wrong.stderr, /must be a checkout of test262/);
    assert.equal(wrong.status, 2);
  });
});
