import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markdownToHtml } from 'satteri';
import { keepTogether, keepUnits, markCues } from '../../src/components/prose-plugins.ts';

const render = (markdown: string) =>
  markdownToHtml(markdown, { hastPlugins: [markCues, keepUnits] }).html.trim();

describe('cues', () => {
  for (const cue of ['Predict', 'Vary', 'Rule'])
    test(`a paragraph that begins with **${cue}.** is marked`, () => {
      assert.equal(
        render(`**${cue}.** Which line?`),
        `<p data-cue="${cue.toLowerCase()}"><strong>${cue}.</strong> Which line?</p>`,
      );
    });

  test('other bold words, and the same words later on, mean nothing', () => {
    assert.doesNotMatch(render('**Note.** Something.'), /data-cue/);
    assert.doesNotMatch(render('The **Rule.** is old.'), /data-cue/);
    assert.doesNotMatch(render('*Rule.* is old.'), /data-cue/);
  });
});

describe('units', () => {
  for (const [text, kept] of [
    ['after 610 ms.', 'after 610\u00a0ms.'],
    ['5 s or 0.5 kB', '5\u00a0s or 0.5\u00a0kB'],
    ['5 seats, 3 mice', '5 seats, 3 mice'],
    ['ms 5', 'ms 5'],
  ] as const)
    test(`${JSON.stringify(text)} becomes ${JSON.stringify(kept)}`, () => {
      assert.equal(keepTogether(text), kept);
    });

  test('code and headings are left alone', () => {
    assert.equal(render('`5 ms` or *5 ms*'), '<p><code>5 ms</code> or <em>5\u00a0ms</em></p>');
    assert.doesNotMatch(render('## Five rates, 610 ms'), /\u00a0/);
  });
});
