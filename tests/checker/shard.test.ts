import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { takeShard } from '../../src/checker/shard.ts';
import { extract } from '../../src/snippets/extract.ts';

function book(count: number) {
  const examples = Array.from(
    { length: count },
    (_, index) => `\`\`\`ts id=e${index}\nconsole.log(${index});\n\`\`\`\n\n\`\`\`output\n${index}\n\`\`\`\n`,
  );
  return extract({ path: 'content/01-t/01-t.mdx', source: `---\ntitle: t\n---\n\n${examples.join('\n')}` });
}

test('every example is in exactly one part, whatever is known of its time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ min: 0, max: 1e4, noNaN: true })), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      (times, count) => {
        const chapter = book(times.length);
        const parts = Array.from({ length: count }, (_, index) =>
          takeShard(
            [chapter],
            { index: index + 1, count },
            ({ id }) => times[Number(id.slice(1))] ?? undefined,
          ),
        );
        const dealt = parts.flatMap(({ chapters }) =>
          chapters.flatMap(({ snippets }) => snippets.map(({ id }) => id)),
        );
        assert.deepEqual(dealt.sort(), chapter.snippets.map(({ id }) => id).sort());
        assert.equal(new Set(parts.map(({ plan }) => plan)).size, 1);
      },
    ),
    { numRuns: 50 },
  );
});

test('parts take about the same time: no part is longer than its share and the longest example', () => {
  const times = Array.from({ length: 60 }, (_, index) => 1 + ((index * 37) % 50));
  const chapter = book(times.length);
  const total = times.reduce((sum, time) => sum + time, 0);
  for (let index = 1; index <= 3; index++) {
    const { chapters } = takeShard([chapter], { index, count: 3 }, ({ id }) => times[Number(id.slice(1))]);
    const own = chapters.flatMap(({ snippets }) => snippets).map(({ id }) => times[Number(id.slice(1))] ?? 0);
    const load = own.reduce((sum, time) => sum + time, 0);
    assert.ok(load <= total / 3 + Math.max(...times), `part ${index}: ${load} of ${total}`);
  }
});

test('the name of the plan tells other times from these', () => {
  const chapter = book(9);
  const even = takeShard([chapter], { index: 1, count: 2 }, () => undefined);
  const uneven = takeShard([chapter], { index: 1, count: 2 }, ({ id }) => (id === 'e8' ? 1_000 : 1));
  assert.notEqual(even.plan, uneven.plan);
});
