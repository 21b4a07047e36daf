/**
 * Verdicts that need not be found again, on disk. Two layers: whole chapters, of which not a word has changed, and for the
 * others the single runs, type-checks and proofs by what they depend on. A folder that cannot be read or written costs
 * time and nothing else; another environment finds nothing in it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFile } from '../../files/replace-file.js';
import type { Outline } from '../../snippets/outline.ts';
import type { Diagnostic } from '../../typecheck/diagnostic.ts';
import type { HostRun } from '../hosts/host.ts';
import type { ChapterReport } from '../report.ts';

/** A chapter that was checked as a whole. */
export interface KeptChapter {
  /** Hash of its text. */
  text: string;
  slug: string;
  report: ChapterReport;
}

/** What is known of a chapter's parts, by their keys. */
export interface KeptParts {
  runs: Record<string, { run: HostRun /** Real ms. */; took: number }>;
  types: Record<string, Diagnostic[]>;
  /** Exercises that were proved without a problem. */
  proofs: Record<string, true>;
}

/** What links to a text can lead to, and where its own lead. */
export interface KeptOutline {
  slug: string;
  /** Left out when the text cannot be read. */
  outline?: Outline;
}

export interface Store {
  outline(path: string, text: string): KeptOutline | undefined;
  keepOutline(path: string, outline: KeptOutline, text: string): void;
  chapter(path: string, text: string): KeptChapter | undefined;
  keepChapter(path: string, chapter: Omit<KeptChapter, 'text'>, text: string): void;
  /** What is known of a chapter's parts. */
  parts(path: string): KeptParts;
  /** Adds to what is known of a chapter; `isWhole` forgets what is not among it. */
  keepParts(path: string, parts: KeptParts, isWhole: boolean): void;
  /** Writes what is new. */
  save(): void;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const noParts = (): KeptParts => ({ runs: {}, types: {}, proofs: {} });

/** Opens the store of an environment in `folder`, which need not exist. */
export function openStore(folder: string, environment: string): Store {
  const chapters = new Map(Object.entries(read<Record<string, KeptChapter>>('chapters') ?? {}));
  const outlines = new Map(
    Object.entries(read<Record<string, KeptOutline & { text: string }>>('outlines') ?? {}),
  );
  let hasNewOutlines = false;
  const parts = new Map<string, KeptParts>();
  const unsaved = new Map<string, KeptParts>();
  let isChanged = false;

  function read<T>(name: string): T | undefined {
    try {
      const kept = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
      return kept.environment === environment ? kept.value : undefined;
    } catch {
      return undefined;
    }
  }

  const write = (name: string, value: unknown): void =>
    cacheFile(join(folder, `${name}.json`), JSON.stringify({ environment, value }));

  /** The last text of each chapter: asked for again and again while a book is watched. */
  const hashes = new Map<string, { text: string; hash: string }>();
  const hashOfChapter = (path: string, text: string): string => {
    const known = hashes.get(path);
    if (known?.text === text) return known.hash;
    const hash = hashOf(text);
    hashes.set(path, { text, hash });
    return hash;
  };

  const nameOf = (path: string) => hashOf(path).slice(0, 22);
  const partsOf = (path: string): KeptParts => {
    let known = parts.get(path);
    if (!known) {
      known = read<KeptParts>(nameOf(path)) ?? noParts();
      parts.set(path, known);
    }
    return known;
  };

  return {
    outline(path, text) {
      const kept = outlines.get(path);
      return kept && kept.text === hashOfChapter(path, text) ? kept : undefined;
    },
    keepOutline(path, outline, text) {
      outlines.set(path, { ...outline, text: hashOfChapter(path, text) });
      hasNewOutlines = true;
    },
    chapter(path, text) {
      const kept = chapters.get(path);
      return kept && kept.text === hashOfChapter(path, text) ? kept : undefined;
    },
    keepChapter(path, chapter, text) {
      chapters.set(path, { ...chapter, text: hashOfChapter(path, text) });
      isChanged = true;
    },
    parts: partsOf,
    keepParts(path, { runs, types, proofs }, isWhole) {
      const known = isWhole ? noParts() : partsOf(path);
      const all = {
        runs: { ...known.runs, ...runs },
        types: { ...known.types, ...types },
        proofs: { ...known.proofs, ...proofs },
      };
      parts.set(path, all);
      unsaved.set(path, all);
    },
    save() {
      for (const [path, value] of unsaved) write(nameOf(path), value);
      unsaved.clear();
      if (isChanged) write('chapters', Object.fromEntries(chapters));
      isChanged = false;
      if (hasNewOutlines) write('outlines', Object.fromEntries(outlines));
      hasNewOutlines = false;
    },
  };
}
