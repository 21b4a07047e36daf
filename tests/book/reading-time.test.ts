import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countWords, measureReading } from '../../src/book/reading-time.ts';

const words = (count: number) => Array(count).fill('word').join(' ');

describe('reading time', () => {
  test('is a minute for 220 words', () => {
    assert.equal(measureReading(words(220)).total, 1);
  });

  test('counts a block of code as a moment of its own, whatever its length', () => {
    const short = measureReading('```ts id=a\none\n```').total;
    assert.ok(short > 0);
    assert.equal(measureReading(`\`\`\`ts id=a\n${words(500)}\n\`\`\``).total, short);
  });

  test('counts an output as part of its code', () => {
    const code = '```ts id=a\none\n```\n';
    assert.equal(measureReading(`${code}\n\`\`\`output\n1\n2\n\`\`\`\n`).total, measureReading(code).total);
  });

  test('says when each section begins', () => {
    const { starts, total } = measureReading(`${words(220)}\n\n## One\n\n${words(439)}\n\n## Two\n`);
    assert.deepEqual(starts, [1, 3]);
    assert.ok(total > 3 && total < 3.1);
  });

  test('does not take a line of code for a heading', () => {
    assert.deepEqual(measureReading('```sh\n## not a heading\n```\n## Heading\n').starts.length, 1);
    assert.deepEqual(measureReading('````md\n```\n## inside\n```\n````\n').starts, []);
  });

  test('finds fences inside quotes and lists', () => {
    assert.deepEqual(measureReading('> ~~~sh\n> ## code\n> ~~~\n').starts, []);
  });
});

describe('words', () => {
  for (const [line, count] of [
    ['A program asks, and waits.', 5],
    ['It’s 610 ms, not 200.5', 5],
    ['<details open>', 0],
    ['see [the rule](../02-switching/02-switching.mdx#the-rule)', 3],
    ['[^all]: a note', 2],
    ['— złoty –', 1],
    ['', 0],
  ] as const)
    test(`in ${JSON.stringify(line)}: ${count}`, () => {
      assert.equal(countWords(line), count);
    });
});
