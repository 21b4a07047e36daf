/** Whether what the texts of a book refer to is there: chapters, headings, examples, words of the glossary, files. Pure. */
import { posix } from 'node:path';
import type { Outline, Reference } from '../../snippets/outline.ts';
import type { SourceProblem } from '../../snippets/snippet.ts';
import { nearest } from '../../snippets/suggest.ts';

export interface LinkedText {
  /** Relative to the book's root, with `/`. */
  path: string;
  /** The chapter it is, or translates. */
  slug: string;
  /** Left out when the text cannot be read: then nothing is said about links to it. */
  outline?: Outline | undefined;
}

export interface LinkedBook {
  texts: readonly LinkedText[];
  /** Files of chapters that the plan has and nobody has written yet. */
  planned: readonly string[];
  /** Ids of the glossary; left out when it cannot be read. */
  words?: readonly string[] | undefined;
  /** Whether the book has this file or folder. */
  exists(path: string): boolean;
  /** Names of what lies in a folder of the book, none when there is no such folder. */
  list(folder: string): string[];
}

const glossary = 'content/glossary.json';

/** The problems of all texts, in the order of the texts. */
export function checkLinks(book: LinkedBook): SourceProblem[] {
  return book.texts.flatMap(({ path, slug, outline }) => {
    if (!outline) return [];
    const own = outline.references.flatMap((reference) => {
      const found = explain(book, { path, slug, outline }, reference);
      return found ? [{ path, range: reference.range, ...found }] : [];
    });
    return [...outline.problems.map((problem) => ({ path, ...problem })), ...own];
  });
}

type Explained = Omit<SourceProblem, 'path' | 'range'>;
type Readable = LinkedText & { outline: Outline };

/** What is wrong with a reference; nothing when it leads somewhere. */
function explain(book: LinkedBook, text: Readable, { kind, target }: Reference): Explained | undefined {
  if (kind === 'term') return explainWord(book, target, (word) => `<Term id="${word}">`);
  if (kind === 'example') return explainExample(book, text.slug, target);
  if (/^[a-z][a-z+.-]*:/i.test(target)) return undefined;
  if (target.startsWith('#')) return explainPlace(text, target, '');
  if (!isOfSite(text.path)) return explainFile(book, text, target);
  if (kind === 'image' && !target.startsWith('/')) return explainFile(book, text, target);
  if (kind === 'link') return explainChapterLink(book, text, target);
  return kind === 'image'
    ? {
        code: 'broken-link',
        message: `The picture \`${target}\` is looked for at the root of the host, which need not be the site's.`,
        expected: 'a file beside the chapter, such as `./picture.png`',
        found: `\`${target}\``,
      }
    : {
        code: 'broken-link',
        message: `The site leaves the address \`${target}\` of an element as it is, wherever it lies.`,
        expected: 'a link in Markdown, `[words](address)`',
        found: `\`${target}\` in an element`,
        advice: `Write: [words](${suggestChapterLink(book, text, target) ?? '../NN-slug/NN-slug.mdx'})`,
      };
}

/** Chapters and translations become pages; everything else is read where it lies. */
const isOfSite = (path: string) => /^(?:content|translations)\//.test(path);

/** The same address from another folder: as an author writes it. */
function relativeTo(from: string, path: string): string {
  const address = posix.relative(posix.dirname(from), path);
  return address.startsWith('.') ? address : `./${address}`;
}

function split(target: string): [path: string, fragment: string | undefined] {
  const at = target.indexOf('#');
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  if (at < 0) return [decode(target), undefined];
  return [decode(target.slice(0, at)), decode(target.slice(at + 1))];
}

function explainChapterLink(book: LinkedBook, text: LinkedText, target: string): Explained | undefined {
  const [address, fragment] = split(target);
  const path = posix.join(posix.dirname(text.path), address);
  if (!address.startsWith('/')) {
    if (path === glossary)
      return fragment === undefined ? undefined : explainWord(book, fragment, (word) => `${address}#${word}`);
    const chapter = book.texts.find((candidate) => candidate.path === path && path.startsWith('content/'));
    if (chapter) return fragment === undefined ? undefined : explainPlace(chapter, `#${fragment}`, address);
    if (book.planned.includes(path)) return undefined;
  }
  const meant = suggestChapterLink(book, text, target);
  return {
    code: 'broken-link',
    message: `The link \`${target}\` leads nowhere on the site.`,
    expected:
      "a chapter's file (../02-switching/02-switching.mdx), with #a-heading or without,\na heading of this text (#a-heading), a word of the glossary (../glossary.json#word),\nor a full address (https://…)",
    found: address.endsWith('.mdx') ? `no chapter \`${path}\`` : `\`${target}\``,
    ...(meant && { advice: `Write: ${meant}` }),
  };
}

/** The chapter or word that somebody meant who wrote another kind of address, or misspelt it. */
function suggestChapterLink(book: LinkedBook, text: LinkedText, target: string): string | undefined {
  const [address, fragment = ''] = split(target);
  const path = posix.join(posix.dirname(text.path), address);
  const end = fragment && `#${fragment}`;
  const names = address.split('/').filter((name) => name !== '' && !name.startsWith('.'));
  const last = (names.at(-1) ?? '').replace(/\.(?:mdx?|html|json)$/, '');
  if (/^glossary$/i.test(last)) {
    const word = fragment && book.words && (nearest(fragment, book.words) ?? fragment);
    return `${relativeTo(text.path, glossary)}${word && `#${word}`}`;
  }
  const files = [
    ...book.texts.map((one) => one.path).filter((one) => one.startsWith('content/')),
    ...book.planned,
  ];
  const nameOf = (file: string) => posix.basename(file, '.mdx');
  const slugOf = (file: string) => nameOf(file).replace(/^\d+-/, '');
  const slug = last.replace(/^\d+-/, '').toLowerCase();
  const close = nearest(slug, files.map(slugOf));
  const meant =
    files.find((file) => slugOf(file) === slug) ??
    files.find((file) => file === nearest(path, files)) ??
    files.find((file) => close !== undefined && slugOf(file) === close);
  return meant && `${relativeTo(text.path, meant)}${end}`;
}

function explainPlace(text: LinkedText, target: string, address: string): Explained | undefined {
  const { outline } = text;
  const [, place = ''] = split(target);
  if (!outline || place === '') return undefined;
  const examples = isOfSite(text.path) ? outline.examples.map((id) => `example-${id}`) : [];
  if (outline.headings.includes(place) || examples.includes(place)) return undefined;
  const asHeading = place.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, '-');
  const meant =
    examples.find((id) => id === `example-${place}`) ??
    nearest(place, [...outline.headings, ...examples]) ??
    nearest(asHeading, outline.headings) ??
    outline.headings.find((heading) => place.length > 3 && heading.includes(asHeading));
  return {
    code: 'broken-link',
    message: `${address === '' ? 'This text' : `\`${text.path}\``} has no heading \`#${place}\`.`,
    expected: examples.length > 0 ? 'a heading, or an example as `#example-its-id`' : 'a heading of the text',
    found: `\`#${place}\``,
    advice: meant
      ? `Write: ${address}#${meant}`
      : outline.headings.length > 0
        ? `Its headings: ${outline.headings.map((heading) => `#${heading}`).join(', ')}`
        : 'It has no headings: leave out what begins with #.',
  };
}

function explainWord(
  { words }: LinkedBook,
  word: string,
  write: (word: string) => string,
): Explained | undefined {
  if (!words || words.includes(word)) return undefined;
  const meant = nearest(word, words) ?? nearest(word.toLowerCase().replaceAll(' ', '-'), words);
  return {
    code: 'unknown-term',
    message: `The glossary has no word \`${word}\`.`,
    expected: `the \`id\` of a word in ${glossary}`,
    found: `\`${word}\``,
    advice: meant ? `Write: ${write(meant)}` : `Add the word to ${glossary}.`,
  };
}

/** `id` is of the chapter `slug`, or names its chapter, as the book's data do: `waiting/all-at-once`. */
function explainExample({ texts }: LinkedBook, own: string, target: string): Explained | undefined {
  const [slug = '', id = ''] = target.includes('/') ? target.split('/') : [own, target];
  const chapters = texts.filter(({ path }) => path.startsWith('content/') && path.endsWith('.mdx'));
  const chapter = chapters.find((text) => text.slug === slug);
  if (chapter && (!chapter.outline || chapter.outline.examples.includes(id))) return undefined;
  const isFull = target.includes('/');
  const known = isFull
    ? chapters.flatMap((text) => text.outline?.examples.map((name) => `${text.slug}/${name}`) ?? [])
    : (chapter?.outline?.examples ?? []);
  const meant = nearest(target, known);
  return {
    code: 'unknown-example',
    message: chapter
      ? `\`${chapter.path}\` has no example \`${id}\`.`
      : `The book has no chapter \`${slug}\`.`,
    expected: isFull ? 'chapter/example' : 'the `id` of an example of the original',
    found: `\`${target}\``,
    ...(meant && { advice: `Write: ${isFull ? `"${meant}"` : `<Shared example="${meant}" />`}` }),
  };
}

function explainFile(book: LinkedBook, text: LinkedText, target: string): Explained | undefined {
  const [address, fragment] = split(target);
  // Code hosts take such an address from the root of the repository.
  const path = address.startsWith('/')
    ? posix.join('.', address)
    : posix.join(posix.dirname(text.path), address);
  if (!path.startsWith('..') && book.exists(path)) {
    const other = book.texts.find((candidate) => candidate.path === path);
    return other && fragment !== undefined ? explainPlace(other, `#${fragment}`, address) : undefined;
  }
  const folder = posix.dirname(path);
  const name = nearest(posix.basename(path), book.list(folder));
  return {
    code: 'broken-link',
    message: `There is no \`${path}\`.`,
    expected: 'a file or folder of the book, or a full address (https://…)',
    found: `\`${target}\``,
    ...(name && {
      advice: `Write: ${address.slice(0, address.length - posix.basename(address).length)}${name}${fragment === undefined ? '' : `#${fragment}`}`,
    }),
  };
}
