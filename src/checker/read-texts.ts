/** Finds the chapters of a book and reads their texts, and nothing more: often that is all there is to do. */
import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export interface ChapterText {
  /** Relative to the book's root, with `/`. */
  path: string;
  /** Byte order mark and line ends as in the file. */
  source: string;
  isUtf8: boolean;
}

/** What is written in a book about itself: its code blocks are checked like those of chapters. */
const documents = ['README.md', 'CONTRIBUTING.md'];

/** The texts of all chapters under `root`, in reading order, which is the order of their paths; then those of the documents. */
export function readTexts(root: string): ChapterText[] {
  const chapters = namesUnder(join(root, 'content'))
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => `content/${name.split(sep).join('/')}`)
    .sort()
    .map((path) => readText(path, readFileSync(join(root, path))));
  if (chapters.length === 0) return [];
  const own = documents.filter((path) => existsSync(join(root, path)));
  return [...chapters, ...own.map((path) => readText(path, readFileSync(join(root, path))))];
}

/** Whether a file is one that is checked, by its path relative to the book's root. */
export function isChecked(path: string): boolean {
  return documents.includes(path) || (path.startsWith('content/') && path.endsWith('.mdx'));
}

export function readText(path: string, bytes: Buffer): ChapterText {
  return { path, source: bytes.toString('utf8'), isUtf8: isUtf8(bytes) };
}

/** Paths of everything in a folder and its folders, relative to it; empty where there is no such folder. */
export function namesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
