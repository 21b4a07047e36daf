import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from '../../src/components/turns.ts';

test('as many go on at once as there are places, one that must be alone goes on alone, and nobody overtakes', async () => {
  const turns = new Turns(2);
  const log: string[] = [];
  const going = new Set<string>();
  const job = (name: string, isAlone: boolean) =>
    turns.take(isAlone, async () => {
      going.add(name);
      log.push([...going].join('+'));
      await new Promise((resume) => setImmediate(resume));
      going.delete(name);
      return name;
    });
  const made = await Promise.all([
    job('a', false),
    job('b', false),
    job('alone', true),
    job('c', false),
    job('d', false),
  ]);
  assert.deepEqual(made, ['a', 'b', 'alone', 'c', 'd']);
  assert.deepEqual(log, ['a', 'a+b', 'alone', 'c', 'c+d']);
});

test('a job that fails gives its place back', async () => {
  const turns = new Turns(1);
  await assert.rejects(
    turns.take(true, () => Promise.reject(new Error('no'))),
    /^Error: no$/,
  );
  assert.equal(await turns.take(false, async () => 'next'), 'next');
});
