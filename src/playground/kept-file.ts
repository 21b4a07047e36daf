/** All that is kept as one file: out of one browser and into another. Pure: entries to text, text to entries. */
import type { KeptEntry } from './kept-store.ts';

const format = 'interleave-kept';
const formatVersion = 1;
/** A file may have so many characters; more than a browser's storage takes. */
const largest = 20_000_000;

export type KeptFile = { ok: true; entries: KeptEntry[] } | { ok: false; message: string };

export function writeKeptFile(entries: readonly KeptEntry[]): string {
  return `${JSON.stringify({ format, formatVersion, entries }, undefined, 1)}\n`;
}

/** The entries of such a file, each looked at; the message for the reader otherwise. Nothing is taken from a file that is damaged. */
export function readKeptFile(text: string): KeptFile {
  if (text.length > largest) return refuse('The file is too large to be one of the book’s.');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return refuse('The file is damaged, or it is not one that the book has written.');
  }
  if (!isRecord(content) || content['format'] !== format)
    return refuse('The file is not one that the book has written.');
  if (content['formatVersion'] !== formatVersion)
    return refuse('The file was written by a newer version of the book. Reload the page, then try again.');
  const { entries } = content;
  if (!Array.isArray(entries)) return refuse('The file is damaged: it has no entries.');
  const read: KeptEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!isEntry(entry)) return refuse(`The file is damaged: entry ${index + 1} is none.`);
    const { kind, chapter, id, version, at, value } = entry;
    read.push({ kind, chapter, id, version, at, value });
  }
  return { ok: true, entries: read };
}

const refuse = (message: string): KeptFile => ({ ok: false, message });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const matches = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value);

function isEntry(entry: unknown): entry is KeptEntry {
  return (
    isRecord(entry) &&
    matches(entry['kind'], /^[a-z-]{1,40}$/) &&
    matches(entry['chapter'], /^[\w-]{1,100}$/) &&
    matches(entry['id'], /^[\w.-]{1,100}$/) &&
    matches(entry['version'], /^[\w.-]{1,100}$/) &&
    Number.isFinite(entry['at']) &&
    entry['value'] !== undefined &&
    entry['value'] !== null
  );
}
