/** The file that everything a reader made is exported to and imported from. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readKeptFile, writeKeptFile } from '../../src/playground/kept-file.ts';

const entry = {
  kind: 'edit',
  chapter: 'waiting',
  id: 'all-at-once',
  version: '0123abcd',
  at: 1_700_000_000_000,
  value: { files: { 'main.ts': 'console.log("ü");\n' }, base: {} },
};
const refusal = (text: string) => {
  const read = readKeptFile(text);
  return read.ok ? 'accepted' : read.message;
};
const fileOf = (...entries: unknown[]) =>
  JSON.stringify({ format: 'interleave-kept', formatVersion: 1, entries });

describe('a file of kept entries', () => {
  test('gives back what was written', () => {
    const entries = [entry, { ...entry, kind: 'guess', value: [1, 'two', { three: null }] }];
    assert.deepEqual(readKeptFile(writeKeptFile(entries)), { ok: true, entries });
    assert.deepEqual(readKeptFile(writeKeptFile([])), { ok: true, entries: [] });
  });

  test('is refused with the reason when it is none, damaged, or from a newer version', () => {
    assert.match(refusal('no JSON'), /damaged, or it is not one/);
    assert.match(refusal(writeKeptFile([entry]).slice(0, -20)), /damaged/);
    for (const other of ['null', '[]', '{}', '{"format":"other"}'])
      assert.match(refusal(other), /not one that the book has written/);
    assert.match(
      refusal('{"format":"interleave-kept","formatVersion":2,"entries":[]}'),
      /newer version of the book/,
    );
    assert.match(refusal('{"format":"interleave-kept","formatVersion":1}'), /has no entries/);
    assert.match(refusal(`"${'x'.repeat(20_000_001)}"`), /too large/);
  });

  test('is taken whole or not at all: one entry that is none spoils it', () => {
    for (const wrong of [
      null,
      [],
      { ...entry, kind: 'Edit' },
      { ...entry, chapter: '../up' },
      { ...entry, id: 'a@b' },
      { ...entry, version: '' },
      { ...entry, at: '1' },
      { ...entry, at: null },
      { ...entry, value: undefined },
    ])
      assert.match(refusal(fileOf(entry, wrong)), /entry 2 is none/, JSON.stringify(wrong));
  });

  test('leaves out whatever an entry has besides', () => {
    const read = readKeptFile(fileOf({ ...entry, more: 1, __proto__: { x: 1 } }));
    assert.deepEqual(read, { ok: true, entries: [entry] });
  });

  test('never throws, whatever it contains', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => fileOf(JSON.parse(json))),
        ),
        (text) => {
          assert.equal(typeof readKeptFile(text).ok, 'boolean');
        },
      ),
    );
  });
});
