/** Readers' edits, kept in their own browser: one entry per example. Storage that is full or forbidden loses nothing that is on the page. */

export interface KeptEdit {
  /** The version of the book's example that was edited. */
  version: string;
  /** Only the files that differ from the book's. */
  files: Record<string, string>;
}

interface ExampleName {
  chapter?: string;
  id?: string;
}

const prefix = 'interleave:edit:1:';
const keyOf = ({ chapter, id }: ExampleName) => `${prefix}${chapter}/${id}`;

export function hasKeptEdit(example: ExampleName): boolean {
  try {
    return localStorage.getItem(keyOf(example)) !== null;
  } catch {
    return false;
  }
}

/** The kept edit of an example; undefined when there is none, or when what is stored is not one. */
export function readKeptEdit(example: ExampleName): KeptEdit | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(example)) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return undefined;
    const { version, files } = stored as Partial<KeptEdit>;
    if (typeof version !== 'string' || typeof files !== 'object' || files === null) return undefined;
    const texts = Object.entries(files).filter(([, text]) => typeof text === 'string');
    return { version, files: Object.fromEntries(texts) };
  } catch {
    return undefined;
  }
}

/** Keeps an edit. Returns false when the browser would not. */
export function keepEdit(example: ExampleName, edit: KeptEdit): boolean {
  try {
    localStorage.setItem(keyOf(example), JSON.stringify(edit));
    return true;
  } catch {
    return false;
  }
}

export function forgetEdit(example: ExampleName): void {
  try {
    localStorage.removeItem(keyOf(example));
  } catch {
    // What cannot be written was never kept.
  }
}
