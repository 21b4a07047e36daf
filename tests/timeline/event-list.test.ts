import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderEventList } from '../../src/timeline/event-list.ts';
import { lineOf } from '../../src/timeline/interactive/list-panel.ts';
import { derive } from '../../src/trace/derive.ts';
import { textLines } from '../../src/trace/text.ts';
import { derived } from '../trace/cases.ts';
import { workers } from './support/traces.ts';

const plain = (html: string) =>
  html
    .replace(/<\/li>/g, '\n')
    .replace(/<[^>]+>/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .split('\n')
    .map((line) => line.trim());

describe('the run in words', () => {
  test('is an ordered list that says when, what, why and where', () => {
    const lines = plain(renderEventList(derived('all-at-once')));
    assert.equal(lines[0], '0 ms task the program starts');
    assert.ok(lines.includes('60 ms server rates.test finishes request 4 with 200 after 60 ms'));
    assert.ok(
      lines.some((line) =>
        /^microtask rate 4 goes on with a value after 60 ms because answer to request 4 arrived main\.ts:2$/.test(
          line,
        ),
      ),
      lines.join('\n'),
    );
  });

  test('tells the time only when it has changed', () => {
    const html = renderEventList(derived('all-at-once'));
    assert.deepEqual(
      [...html.matchAll(/class="tl-at">([^<]+)/g)].map(([, at]) => at),
      ['0 ms', '60 ms', '100 ms', '120 ms', '130 ms', '200 ms'],
    );
  });

  test('says how much of a long run it leaves out', () => {
    const html = renderEventList(derive(workers(2_000)), 100);
    assert.equal(html.match(/<li /g)?.length, 100);
    assert.match(html, /\d+ more lines are left out here\./);
  });

  test('makes trouble stand out by its words and by its class', () => {
    const html = renderEventList(derived('nobody-catches'));
    assert.match(html, /class="[^"]*tl-bad[^"]*"[^>]*>.*?UNHANDLED REJECTION Error: boom/);
  });

  test('has a line for every moment: the last that speaks of it or of something before', () => {
    const run = derived('all-at-once');
    const lines = textLines(run);
    for (const { seq } of run.trace.events) {
      const line = lines[lineOf(lines, seq)];
      assert.ok(line && line.seq <= seq);
      assert.ok((lines[lineOf(lines, seq) + 1]?.seq ?? Number.POSITIVE_INFINITY) > seq);
    }
    assert.equal(lineOf(lines, -1), -1);
  });
});
