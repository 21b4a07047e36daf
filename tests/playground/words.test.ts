import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeEnd, describeOutcome } from '../../src/playground/describe-run.ts';

const base = { exitCode: 0, at: 610.02 };

describe('what the page says about a run', () => {
  for (const [end, words] of [
    [{ reason: 'quiet' }, 'Finished at 610 ms.'],
    [{ reason: 'stuck' }, 'Stuck at 610 ms: the program waits for something that can no longer happen.'],
    [{ reason: 'error' }, 'Ended by an error at 610 ms.'],
    [{ reason: 'exit', exitCode: 3 }, 'Exited with code 3 at 610 ms.'],
    [{ reason: 'stopped' }, 'Stopped by you at 610 ms.'],
    [
      { reason: 'limit', limit: { name: 'blocked', value: 5000 } },
      'Stopped at the limit: the program kept its thread busy for 5 s without a pause.',
    ],
    [
      { reason: 'limit', limit: { name: 'time', value: 1500 } },
      'Stopped at the limit: it was still running after 1.5 s.',
    ],
    [
      { reason: 'limit', limit: { name: 'lines', value: 2000 } },
      'Stopped at the limit of 2000 printed lines. Download runs it with Node, which has no such limit.',
    ],
    [
      { reason: 'limit', limit: { name: 'timers', value: 9 } },
      'Stopped at the limit of 9 timers pending at once. Download runs it with Node, which has no such limit.',
    ],
    [
      { reason: 'limit', limit: { name: 'messages', value: 9 } },
      'Stopped at the limit: it printed or sent messages faster than a page can show. Download runs it with Node, which has no such limit.',
    ],
  ] as const)
    test(`${JSON.stringify(end)} reads "${words}"`, () => {
      assert.equal(describeEnd({ ...base, ...end }), words);
    });

  test('a program that was refused was not run', () => {
    assert.equal(describeOutcome({ kind: 'refused', problems: [] }), 'Not run: the program has an error.');
  });

  test('an error that nobody caught is mentioned, though a page goes on after it', () => {
    const result = {
      output: [{ at: 5, level: 'uncaught' as const, text: 'Uncaught Error: no' }],
      dropped: 0,
      trace: { version: 1 as const, sites: [], events: [] },
      end: { reason: 'quiet' as const, exitCode: 0, at: 9 },
    };
    assert.equal(describeOutcome({ kind: 'ended', result }), 'Finished at 9 ms, with an uncaught error.');
  });

  test('a program that prints nothing has still run', () => {
    const result = (output: { at: number; level: 'log'; text: string }[]) => ({
      output,
      dropped: 0,
      trace: { version: 1 as const, sites: [], events: [] },
      end: { reason: 'quiet' as const, exitCode: 0, at: 9 },
    });
    assert.equal(
      describeOutcome({ kind: 'ended', result: result([]) }),
      'Finished at 9 ms. Nothing was printed.',
    );
    assert.equal(
      describeOutcome({ kind: 'ended', result: result([{ at: 9, level: 'log', text: '' }]) }),
      'Finished at 9 ms.',
    );
  });

  test('a failure of the sandbox speaks for itself', () => {
    assert.equal(describeOutcome({ kind: 'failed', message: 'No.' }), 'No.');
  });
});
