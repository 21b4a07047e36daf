/** Finds the chapters of a book and reads their texts, and nothing more: often that is all there is to do. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export interface ChapterText {
  /** Relative to the book's root, with `/`. */
  path: string;
  /** Byte order mark and line ends as in the file. */
  source: string;
  isUtf8: boolean;
}

/** The texts of all chapters under `root`, in reading order, which is the order of their paths. */
export function readTexts(root: string): ChapterText[] {
  return namesUnder(join(root, 'content'))
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => `content/${name.split(sep).join('/')}`)
    .sort()
    .map((path) => readText(path, readFileSync(join(root, path))));
}

export function readText(path: string, bytes: Buffer): ChapterText {
  const source = bytes.toString('utf8');
  return { path, source, isUtf8: Buffer.from(source).equals(bytes) };
}

/** Empty where there is no such folder. */
function namesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
