import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readChanges } from '../../src/book/changes.ts';

it('the history of the text is read from the log, without what touched no chapter', () => {
  const log = [
    '\u0001aaa\u00022026-11-23T09:00:46+00:00\u0002Say what a "turn" is\n\ncontent/01-waiting/01-waiting.mdx\nsrc/x.ts\n',
    '\n\u0001bbb\u00022026-11-22T09:00:00+00:00\u0002Tidy\n\ncontent/book.json\n',
  ].join('');
  assert.deepEqual(readChanges(log), [
    {
      id: 'aaa',
      date: new Date('2026-11-23T09:00:46Z'),
      title: 'Say what a "turn" is',
      files: ['content/01-waiting/01-waiting.mdx'],
    },
  ]);
});

it('without a history there are no changes', () => assert.deepEqual(readChanges(''), []));
