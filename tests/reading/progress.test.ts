import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { advance, fractionRead, noProgress, readProgress } from '../../src/reading/progress.ts';

describe('progress in a chapter', () => {
  const sections = ['a', 'b', 'c', 'd'];
  const half = advance(noProgress, { at: 'b', title: 'B', ends: ['a', 'b'] }, sections);

  it('grows with the ends that were seen, and remembers the last place', () => {
    const more = advance(half, { at: 'a', title: 'A', ends: ['a', 'c'] }, sections);
    assert.deepEqual(more, { at: 'a', title: 'A', read: ['a', 'b', 'c'], sections: 4 });
  });

  it('keeps the last place when the reader goes back to the top', () => {
    assert.equal(advance(half, { ends: [] }, sections).at, 'b');
  });

  it('is a part of the sections the chapter has', () => {
    assert.equal(fractionRead(half), 0.5);
    assert.equal(fractionRead(noProgress), 0);
    assert.equal(fractionRead(advance(half, { at: 'b', title: 'B', ends: [] }, ['b', 'c'])), 0.5);
  });

  it('is none where something else was kept', () => {
    const others = [
      undefined,
      null,
      7,
      'text',
      [],
      {},
      { ...half, at: 1 },
      { ...half, read: [1] },
      { ...half, sections: -1 },
    ];
    for (const other of others) assert.deepEqual(readProgress(other), noProgress);
    assert.deepEqual(readProgress(JSON.parse(JSON.stringify(half))), half);
  });
});
