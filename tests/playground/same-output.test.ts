import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isSameOutput } from '../../src/playground/same-output.ts';

describe('comparing a run with the book', () => {
  test('exact lines are the same in this order and in no other', () => {
    const segments = [{ kind: 'exact', lines: ['a', 'b'] }] as const;
    assert.ok(
      isSameOutput(
        segments.map((s) => ({ ...s, lines: [...s.lines] })),
        ['a', 'b'],
      ),
    );
    for (const lines of [['b', 'a'], ['a'], ['a', 'b', 'c'], []])
      assert.ok(!isSameOutput([{ kind: 'exact', lines: ['a', 'b'] }], lines), String(lines));
  });

  test('a program that prints nothing is like an empty recording', () => {
    assert.ok(isSameOutput([{ kind: 'exact', lines: [] }], []));
    assert.ok(!isSameOutput([{ kind: 'exact', lines: [] }], ['a']));
  });

  test('unordered lines may come in any order, but must all come', () => {
    const segments = [{ kind: 'unordered' as const, lines: ['a', 'b', 'b'] }];
    assert.ok(isSameOutput(segments, ['b', 'a', 'b']));
    assert.ok(!isSameOutput(segments, ['b', 'a', 'a']));
  });

  test('one of several blocks is enough, whatever its length', () => {
    const segments = [
      { kind: 'any-of' as const, options: [['a'], ['a', 'b']] },
      { kind: 'exact' as const, lines: ['end'] },
    ];
    assert.ok(isSameOutput(segments, ['a', 'end']));
    assert.ok(isSameOutput(segments, ['a', 'b', 'end']));
    assert.ok(!isSameOutput(segments, ['b', 'end']));
  });

  test('numbers match their conditions', () => {
    const segments = [{ kind: 'match' as const, lines: ['took {100..130} ms'] }];
    assert.ok(isSameOutput(segments, ['took 112 ms']));
    assert.ok(!isSameOutput(segments, ['took 131 ms']));
  });
});
