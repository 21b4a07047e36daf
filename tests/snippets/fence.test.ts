import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseFence } from '../../src/snippets/fence.ts';
import { distance, nearest } from '../../src/snippets/suggest.ts';
import { codeRules, outputRules } from '../../src/snippets/words.ts';

const at = { line: 4, column: 3 };

describe('a fence', () => {
  test('has these defaults', () => {
    assert.deepEqual(parseFence('ts id=a', at).fence, {
      kind: 'ts',
      id: 'a',
      file: 'main.ts',
      hidden: false,
      readOnly: [],
      runnable: true,
      host: 'any',
      clock: 'virtual',
      seed: 1,
      limit: 5000,
      timeline: 'none',
      predict: false,
      board: false,
      end: { kind: 'quiet' },
    });
    assert.deepEqual(parseFence('output', at).fence, { kind: 'output', form: 'exact', host: 'any' });
    assert.deepEqual(parseFence('', at).fence, { kind: 'plain' });
  });

  test('says where each of its words stands', () => {
    const { words } = parseFence('  ts  id=a   title="b c"', at);
    assert.deepEqual(
      [...words],
      [
        ['id', { start: { line: 4, column: 9 }, end: { line: 4, column: 13 } }],
        ['title', { start: { line: 4, column: 16 }, end: { line: 4, column: 27 } }],
      ],
    );
  });

  test('takes both kinds of quotes, and each in the other', () => {
    for (const [info, title] of [
      [`ts id=a title="it's"`, "it's"],
      [`ts id=a title='say "x"'`, 'say "x"'],
      ['ts id=a title=bare', 'bare'],
      ['ts id=a title="a=b  c"', 'a=b  c'],
    ]) {
      const { fence, problems } = parseFence(info ?? '', at);
      assert.deepEqual(problems, []);
      assert.equal(fence.kind === 'ts' && fence.title, title);
    }
  });

  test('keeps read-only lines 0-based and inclusive', () => {
    const { fence } = parseFence('ts id=a read-only=1-3,7', at);
    assert.deepEqual(fence.kind === 'ts' && fence.readOnly, [
      [0, 2],
      [6, 6],
    ]);
  });

  test('in another language is left alone, whatever follows', () => {
    for (const info of [
      'js',
      'tsx id',
      'jsx',
      'json',
      'sh',
      'text',
      'rs',
      'tsv',
      'rst',
      'python x="',
      'css',
      'html',
    ])
      assert.deepEqual(parseFence(info, at).problems, [], info);
  });

  test('never makes the parser throw, and every problem lies inside its line', () => {
    const word = fc.oneof(
      fc.constantFrom(...Object.keys(codeRules), ...Object.keys(outputRules)),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const value = fc.oneof(fc.constantFrom('=1', '="a b"', "='", '=', '', '=open', ' = x'), fc.string());
    const info = fc
      .tuple(fc.constantFrom('ts', 'output', 'tss', 'ts '), fc.array(fc.tuple(word, value), { maxLength: 5 }))
      .map(([language, words]) => `${language} ${words.map((pair) => pair.join('')).join(' ')}`)
      .filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(info, (text) => {
        for (const { range } of parseFence(text, at).problems) {
          assert.equal(range.start.line, at.line);
          assert.ok(range.start.column >= at.column && range.end.column <= at.column + text.length);
          assert.ok(range.start.column < range.end.column);
        }
      }),
    );
  });

  test('whose problem has a line to write instead has no such problem when that is written', () => {
    for (const info of [
      'ts id=a predit',
      'ts',
      'tss id=a',
      'ts id=a id=b',
      'ts id = a',
      'output unorderd',
      'ts id=a title="x"y',
    ]) {
      const [problem] = parseFence(info, at).problems;
      const better = /^Write: ```(.*)$/.exec(problem?.advice ?? '')?.[1];
      assert.ok(better, info);
      const codes = parseFence(better, at).problems.map(({ code }) => code);
      assert.ok(!codes.includes(problem?.code ?? ''), `${info} -> ${better}: ${codes}`);
    }
  });
});

describe('a suggestion', () => {
  test('counts insertions, removals, replacements and swaps', () => {
    assert.equal(distance('', 'abc'), 3);
    assert.equal(distance('ouput', 'output'), 1);
    assert.equal(distance('outptu', 'output'), 1);
    assert.equal(distance('kitten', 'sitting'), 3);
  });

  test('is made only for what is close', () => {
    assert.equal(nearest('timline', Object.keys(codeRules)), 'timeline');
    assert.equal(nearest('readonly', Object.keys(codeRules)), 'read-only');
    assert.equal(nearest('banana', Object.keys(codeRules)), undefined);
    assert.equal(nearest('x', ['id']), undefined);
  });
});
