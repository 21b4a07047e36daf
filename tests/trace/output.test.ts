import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outputOf } from '../../src/trace/output.ts';
import { traceOf } from './cases.ts';
import { Recorder } from './recorder.ts';

test('output is what was printed, in order, stamped with the time', () => {
  assert.deepEqual(
    outputOf(traceOf('standing-still')).map(({ at, level, text }) => [at, level, text]),
    [
      [50, 'log', 'tick'],
      [260, 'log', 'done'],
      [260, 'log', 'tick'],
    ],
  );
});

test('errors nobody caught are printed as every host prints them', () => {
  const r = new Recorder();
  r.task('program');
  r.log('careful', 1, 'warn');
  r.taskEnd();
  r.uncaught('one');
  r.unhandled('two');
  assert.deepEqual(
    outputOf(r.end('error', 1)).map(({ level, text }) => [level, text]),
    [
      ['warn', 'careful'],
      ['uncaught', 'Uncaught Error: one'],
      ['uncaught', 'Uncaught (in promise) Error: two'],
    ],
  );
});
