import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  buildBook,
  type ChapterFile,
  findChapter,
  neighboursOf,
  type PlannedPart,
  readChapterPath,
} from '../../src/book/chapters.ts';

const chapter = (slug: string) => ({ slug, title: `Plan of ${slug}`, summary: `About ${slug}.` });
const plan: PlannedPart[] = [
  { id: 'first', title: 'First', chapters: [chapter('waiting'), chapter('switching')] },
  { id: 'second', title: 'Second', chapters: [chapter('promises')] },
];
const file = (name: string, more: Partial<ChapterFile> = {}): ChapterFile => ({
  path: `content/${name}/${name}.mdx`,
  title: `Text of ${name}`,
  body: '',
  ...more,
});

describe('the book', () => {
  test('numbers the chapters through all parts', () => {
    const { chapters } = buildBook(plan, []);
    assert.deepEqual(
      chapters.map(({ number, slug, part }) => [number, slug, part.number]),
      [
        [1, 'waiting', 1],
        [2, 'switching', 1],
        [3, 'promises', 2],
      ],
    );
  });

  test('prefers the title and description of a written chapter to the plan’s', () => {
    const book = buildBook(plan, [
      file('01-waiting', { description: 'Its own words.' }),
      file('03-promises'),
    ]);
    assert.deepEqual(
      book.chapters.map(({ title, summary }) => [title, summary]),
      [
        ['Text of 01-waiting', 'Its own words.'],
        ['Plan of switching', 'About switching.'],
        ['Text of 03-promises', 'About promises.'],
      ],
    );
  });

  test('shows a chapter without a file as planned', () => {
    const book = buildBook(plan, [file('01-waiting')]);
    assert.deepEqual(
      book.chapters.map((each) => each.file !== undefined),
      [true, false, false],
    );
  });

  test('takes a slug from the frontmatter before the folder’s', () => {
    const book = buildBook(plan, [file('01-standing', { slug: 'waiting' })]);
    assert.equal(findChapter(book, 'waiting').file?.path, 'content/01-standing/01-standing.mdx');
  });

  test('refuses two chapters with one slug, naming both', () => {
    assert.throws(
      () => buildBook(plan, [file('01-waiting'), file('02-waiting')]),
      /^Error: content\/02-waiting\/02-waiting\.mdx: two chapters have the slug "waiting"; the other is content\/01-waiting\//,
    );
  });

  test('refuses a folder whose number is not its place in the plan', () => {
    assert.throws(
      () => buildBook(plan, [file('02-waiting')]),
      /the folder says chapter 2, but content\/book\.json lists "waiting" as chapter 1/,
    );
  });

  test('refuses a chapter the plan does not know', () => {
    assert.throws(
      () => buildBook(plan, [file('09-colours')]),
      /content\/book\.json has no chapter "colours"/,
    );
  });

  test('refuses a plan that names a chapter twice', () => {
    assert.throws(() => buildBook([...plan, ...plan], []), /two chapters have the slug "waiting"/);
  });

  test('has neighbours across parts, and none beyond its ends', () => {
    const book = buildBook(plan, []);
    const around = (slug: string) => {
      const { previous, next } = neighboursOf(book, findChapter(book, slug));
      return [previous?.slug, next?.slug];
    };
    assert.deepEqual(around('waiting'), [undefined, 'switching']);
    assert.deepEqual(around('switching'), ['waiting', 'promises']);
    assert.deepEqual(around('promises'), ['switching', undefined]);
  });

  test('names the chapter it does not have', () => {
    assert.throws(() => findChapter(buildBook(plan, []), 'colours'), /no chapter "colours"/);
  });
});

describe('a chapter’s path', () => {
  test('carries its number and slug', () => {
    assert.deepEqual(readChapterPath('content/03-event-loop/03-event-loop.mdx'), {
      number: 3,
      slug: 'event-loop',
    });
    assert.deepEqual(readChapterPath('../26-responsiveness/26-responsiveness.mdx'), {
      number: 26,
      slug: 'responsiveness',
    });
  });

  for (const path of [
    'content/03-event-loop/index.mdx',
    'content/03-event-loop/04-event-loop.mdx',
    'content/3-event-loop/3-event-loop.mdx',
    '03-event-loop.mdx',
  ])
    test(`is refused as ${path}`, () => {
      assert.throws(() => readChapterPath(path), /a chapter lies in a folder of its own name/);
    });
});
