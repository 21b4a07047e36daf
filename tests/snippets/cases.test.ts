/**
 * Every `cases/NAME.mdx` is read like a chapter; `NAME.txt` beside it holds the problems as their author would read
 * them, then the examples. `UPDATE=1` writes the `.txt` files; read what it wrote.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { extract } from '../../src/snippets/extract.ts';
import { formatProblem } from '../../src/snippets/problem.ts';
import { showExercise, showSnippet } from './show.ts';

const files = globSync(`${import.meta.dirname}/cases/*.mdx`).sort();
const worlds = ['helpers', 'rates', 'test', 'weather'];

describe('a chapter', () => {
  for (const file of files) {
    const path = basename(file);
    test(path.replace(/(\.crlf)?\.mdx$/, '').replaceAll('-', ' '), () => {
      const { snippets, exercises, problems } = extract({ path, source: readFileSync(file, 'utf8'), worlds });
      const shown = [
        ...problems.map(formatProblem),
        ...snippets.map(showSnippet),
        ...exercises.map(showExercise),
      ].join('\n\n');
      const actual = `${shown || 'no examples, no problems'}\n`;
      const expected = file.replace(/\.mdx$/, '.txt');
      if (process.env['UPDATE']) writeFileSync(expected, actual);
      assert.equal(actual, readFileSync(expected, 'utf8'));
    });
  }
});
