/** The translations of chapters, and what is stale in them. */

import { type CollectionEntry, getCollection, render } from 'astro:content';
import { createHash } from 'node:crypto';
import { findChapter, isWritten, type WrittenChapter } from '../book/chapters.ts';
import { english, findLanguage, type Language } from '../book/languages.ts';
import { compareSections, type SectionState, sectionsOf } from '../book/translation.ts';
import { findEntry, links, loadBook } from './book-data.ts';

export interface Translation {
  /** `de`. */
  folder: string;
  language: Language;
  entry: CollectionEntry<'translations'>;
  chapter: WrittenChapter;
  /** As in the text: the beginning, then one per second-level heading. */
  sections: SectionState[];
  /** The heading of the original at which the translation ends; undefined when it has all. */
  goOn: { slug: string; text: string } | undefined;
}

/** So long is enough to tell two versions of a section apart. */
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

async function load(): Promise<Translation[]> {
  const book = await loadBook();
  return Promise.all(
    (await getCollection('translations')).map(async (entry): Promise<Translation> => {
      const folder = entry.id.split('/')[0] ?? '';
      const chapter = findChapter(book, entry.data.of);
      if (!isWritten(chapter)) throw new Error(`${entry.id}: the chapter it translates is not written.`);
      const { headings } = await render(await findEntry(chapter.file));
      const parts = headings.filter(({ depth, slug }) => depth === 2 && slug !== 'footnote-label');
      const original = sectionsOf(
        chapter.file.body,
        parts.map(({ slug }) => slug),
      );
      const sections = compareSections(entry.data.sections, original, digestOf);
      for (const { of, state, now } of sections)
        if (state !== 'current')
          console.warn(
            `[translations] ${entry.filePath}: the section "${of}" is ${state}.${now ? ` Once it says what the original says, write: digest: ${now}` : ''}`,
          );
      const goOn = parts.find(({ slug }) => !sections.some(({ of }) => of === slug));
      return { folder, language: findLanguage(folder), entry, chapter, sections, goOn };
    }),
  );
}

let loaded: Promise<Translation[]> | undefined;

/** Read once per build, and each time while the book is being written. */
export function loadTranslations(): Promise<Translation[]> {
  if (!loaded || import.meta.env.DEV) loaded = load();
  return loaded;
}

export const translationsOf = async (slug: string): Promise<Translation[]> =>
  (await loadTranslations()).filter(({ chapter }) => chapter.slug === slug);

/** The addresses of a chapter in all its languages; none when it has only one. */
export async function alternatesOf(chapter: WrittenChapter): Promise<{ tag: string; href: string }[]> {
  const translations = await translationsOf(chapter.slug);
  if (translations.length === 0) return [];
  const original = links.chapter(chapter);
  return [
    { tag: english.tag, href: original },
    ...translations.map(({ folder, language }) => ({
      tag: language.tag,
      href: links.translation(folder, chapter),
    })),
    { tag: 'x-default', href: original },
  ];
}
