/** What every chapter promises its readers: its length, something to do before long, and a source behind every note. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { countWords } from '../../src/book/reading-time.ts';

const chapters = globSync('content/[0-9][0-9]-*/*.mdx').toSorted();
/** Words of running text: everything before the exercises, and the summary. */
const length = { least: 1_600, most: 2_600 };
/** Words between two things to do: code to run or to judge, a question, a change to try, a fold to open. */
const longestGap = 220;

/** The text without front matter and notes; of each block of code only a line that says it was there. */
function proseOf(source: string): string {
  return source
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^(`{3,})(\w*)[^\n]*\n[\s\S]*?^\1$/gm, (_, _mark, language) =>
      language === 'ts' ? '@code' : '',
    )
    .replace(/^\[\^\w+\]:[^\n]*(?:\n {4}[^\n]*)*/gm, '');
}

const words = (text: string) => countWords(text.replaceAll('@code', ''));

/** The second-level section under `heading`, or nothing. */
function section(prose: string, heading: string): string {
  const [, after = ''] = prose.split(`\n## ${heading}\n`);
  return after.split(/^## /m)[0] ?? '';
}

/** Stretches of prose with nothing to do in them: how many words each has, and how it begins. */
function gaps(prose: string): { words: number; after: string }[] {
  const [told = ''] = prose.split('\n## Sources\n');
  const stretches: { words: number; after: string }[] = [{ words: 0, after: 'the beginning' }];
  for (const line of told.split('\n')) {
    if (/^(?:@code|<summary>|\*\*(?:Predict|Vary)\.\*\*|\*\*\d\.\*\*)/.test(line))
      stretches.push({ words: 0, after: line });
    const current = stretches.at(-1);
    if (current) current.words += words(line);
  }
  return stretches;
}

/** Names of notes that are referred to, and what each note says. */
function notesOf(source: string): { used: Set<string>; notes: Map<string, string> } {
  const text = source.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '');
  const notes = new Map(
    [...text.matchAll(/^\[\^(\w+)\]:([^\n]*(?:\n {4}[^\n]*)*)/gm)].map(([, name = '', says = '']) => [
      name,
      says,
    ]),
  );
  const used = new Set([...text.matchAll(/(?<!^)\[\^(\w+)\]/gm)].map(([, name = '']) => name));
  return { used, notes };
}

for (const path of chapters)
  describe(basename(path), () => {
    const source = readFileSync(path, 'utf8');
    const prose = proseOf(source);

    test(`has ${length.least} to ${length.most} words of running text`, () => {
      const [told = ''] = prose.split('\n## Exercises\n');
      const count = words(told) + words(section(prose, 'In one paragraph'));
      assert.ok(count >= length.least && count <= length.most, `${count} words`);
    });

    test(`gives its reader something to do every ${longestGap} words`, () => {
      const long = gaps(prose).filter((gap) => gap.words > longestGap);
      assert.deepEqual(long, []);
    });

    test('has every note that it refers to, and refers to every note', () => {
      const { used, notes } = notesOf(source);
      assert.deepEqual([...used].toSorted(), [...notes.keys()].toSorted());
    });

    test('names a source in every note and under its sources', () => {
      const { notes } = notesOf(source);
      const sources = section(prose, 'Sources');
      assert.match(sources, /\]\(https:\/\//);
      for (const [name, says] of notes)
        if (!/\]\(https:\/\/[\w.-]+\//.test(says)) {
          const [, author = ''] = /^ (\w+)[^;]*; see the sources above\.$/.exec(says) ?? [];
          assert.ok(author && sources.includes(author), `[^${name}]:${says}`);
        }
    });

    test('ends with a summary, three questions and its sources', () => {
      const headings = [...prose.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      assert.deepEqual(headings.slice(-4), ['Exercises', 'In one paragraph', 'Check yourself', 'Sources']);
      assert.deepEqual(section(prose, 'Check yourself').match(/^\*\*\d\.\*\*/gm), [
        '**1.**',
        '**2.**',
        '**3.**',
      ]);
    });
  });

describe('the measures themselves', () => {
  test('see a gap that is too long, a note too many and one too few', () => {
    const long = `# A\n\n${'word '.repeat(221)}\n\n\`\`\`ts id=a\n${'code '.repeat(300)}\n\`\`\`\n`;
    assert.deepEqual(
      gaps(proseOf(long)).map((gap) => gap.words),
      [222, 0],
    );
    const { used, notes } = notesOf(
      'One[^a], two[^b]: three.\n\n[^a]: A note,\n    in two lines.\n\n[^c]: Another.\n',
    );
    assert.deepEqual([...used], ['a', 'b']);
    assert.deepEqual(
      [...notes],
      [
        ['a', ' A note,\n    in two lines.'],
        ['c', ' Another.'],
      ],
    );
  });
});
