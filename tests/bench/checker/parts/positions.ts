/**
 * One mistake of each kind in every example, of the generated book and of our own: how many are reported, alone, at their
 * very line and column.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Book } from '../../../../src/checker/find-chapters.ts';
import type { Chapter } from '../../../../src/snippets/extract.ts';
import { readWholeBook } from '../../../support/books.ts';
import {
  isRepeatable,
  type MistakeKind,
  mistakeKinds,
  type Place,
  putIn,
  rounds,
} from '../../../support/injected-mistakes.ts';
import type { Bench } from '../bench.ts';
import { checkWrong, type Reported } from '../check-book.ts';
import type { GoalName } from '../goals.ts';

const ownBook = fileURLToPath(new URL('../../../../', import.meta.url));

const goalOf: Record<MistakeKind['code'], GoalName> = {
  'type-error': 'typeErrors',
  'uncaught-error': 'runtimeErrors',
  'output-differs': 'outputErrors',
};

export async function measurePositions(bench: Bench): Promise<void> {
  await measureBook(bench, 'generated book', bench.book, (kind, exact, total) => {
    bench.results.reach(goalOf[kind.code], (100 * exact) / total, `${exact} of ${total}`);
  });
  await measureBook(bench, 'our own book', ownBook);
}

async function measureBook(
  { place, results }: Bench,
  label: string,
  root: string,
  onCounted: (kind: MistakeKind, exact: number, total: number) => void = () => {},
): Promise<void> {
  const whole = await readWholeBook(root);
  const book = withoutExercises(whole);
  const hasExercises = whole.chapters.some(({ exercises }) => exercises.length > 0);
  for (const kind of mistakeKinds) {
    const wrong = join(place, 'positions', label, kind.code);
    const places = writeWrongBook(book, kind, wrong);
    const { measured, problems } = await checkWrong(wrong, ...(hasExercises ? filtersFor(book) : []));
    const missed = places.filter((expected) => !isExact(expected, kind, problems));
    const exact = places.length - missed.length;
    const note = `${exact} of ${places.length} at their line and column`;
    results.row(`${label}, ${kind.name}s`, measured, note);
    onCounted(kind, exact, places.length);
    for (const { path, example, line, column } of missed.slice(0, 5)) {
      const instead = problems.filter((problem) => problem.path === path && problem.example === example);
      console.log(`    ${path}:${line}:${column} ${example}: ${JSON.stringify(instead)}`);
    }
  }
}

/** What is proven of exercises takes its time, and has nothing to do with mistakes in examples. */
function withoutExercises({ chapters, sources }: Book): Book {
  const isExample = (chapter: Chapter, id: string) =>
    !chapter.exercises.some((exercise) => exercise.id === id);
  return {
    sources,
    chapters: chapters.map((chapter) => ({
      ...chapter,
      snippets: chapter.snippets.filter(({ id }) => isExample(chapter, id)),
    })),
  };
}

/** Asks for these examples, and so for no exercise. */
function filtersFor({ chapters }: Book): string[] {
  return chapters.flatMap(({ slug, snippets }) =>
    snippets.flatMap(({ id }) => ['--filter', `${slug}/${id}`]),
  );
}

type BookPlace = Place & { path: string };

/** Writes the book with a mistake in every example that can have one. */
function writeWrongBook({ chapters, sources }: Book, { find }: MistakeKind, root: string): BookPlace[] {
  return chapters.flatMap(({ path, snippets }) => {
    const original = sources.get(path) ?? '';
    const [mistakes = []] = rounds(find(original, snippets.filter(isRepeatable)));
    const { source, places } = putIn(original, mistakes);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
    return places.map((place) => ({ ...place, path }));
  });
}

/** Whether all that is said of the example is this mistake; an example with outputs for several hosts runs once for each. */
function isExact(expected: BookPlace, { code }: MistakeKind, problems: readonly Reported[]): boolean {
  const said = problems.filter(({ path, example }) => path === expected.path && example === expected.example);
  return (
    said.length > 0 &&
    said.every(
      (problem) =>
        problem.code === code && problem.line === expected.line && problem.column === expected.column,
    )
  );
}
