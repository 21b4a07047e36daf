/** Readers' edits, one per example and version of the example. */
import { forget, type KeptEntry, type KeptName, keep, readKept } from './kept-store.ts';

/** Text by file name. */
export type Files = Record<string, string>;

export interface KeptEdit {
  /** The version of the book's example that was edited. */
  version: string;
  /** Only the files that differ from the book's. */
  files: Files;
  /** The book's files as they were then, so that what the book has changed since can be shown. */
  base: Files;
}

interface ExampleName {
  chapter?: string;
  id?: string;
}

const kind = 'edit';
const nameOf = ({ chapter = '', id = '' }: ExampleName): KeptName => ({ kind, chapter, id });

/** Whether there is an edit of any version of the example. */
export const hasKeptEdit = (example: ExampleName): boolean => {
  const entry = readKept(nameOf(example));
  return entry !== undefined && Object.keys(toEdit(entry)?.files ?? {}).length > 0;
};

/** The edit of this version or, when there is none, the newest of another; undefined too when what is kept is none. */
export function readKeptEdit(example: ExampleName, version: string): KeptEdit | undefined {
  const entry = readKept(nameOf(example), version);
  return entry && toEdit(entry);
}

/** Keeps an edit. Returns false when the browser would not. */
export function keepEdit(example: ExampleName, { version, files, base }: KeptEdit): boolean {
  return keep(nameOf(example), version, { files, base });
}

/** Forgets the edit of this version, as if there had never been one. */
export const dropEdit = (example: ExampleName, version: string): void => forget(nameOf(example), version);

/**
 * Forgets the edit of this version: the reader has gone back to the book's text. While there is one of another version, one that changes nothing stays in its place,
 * so that the other does not come back.
 */
export function forgetEdit(example: ExampleName, version: string, base: Files): void {
  const name = nameOf(example);
  forget(name, version);
  if (readKept(name)) keep(name, version, { files: {}, base });
}

function toEdit({ version, value }: KeptEntry): KeptEdit | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { files, base } = value as Partial<KeptEdit>;
  return { version, files: textsIn(files), base: textsIn(base) };
}

function textsIn(files: unknown): Files {
  if (typeof files !== 'object' || files === null) return {};
  return Object.fromEntries(Object.entries(files).filter(([, text]) => typeof text === 'string'));
}
