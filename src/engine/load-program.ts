/** A program from disk: a file, and everything it imports relatively. Node only. */
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineSources } from '../worlds/sources.ts';
import { parseModule } from './compile/parse.ts';
import { createRecord } from './compile/records.ts';
import type { Program } from './protocol.ts';

export interface LoadedProgram {
  program: Program;
  /** Names in the program are relative to this folder. */
  root: string;
}

/**
 * Reads `path` and the files it imports, with what those import in turn. Names are relative to the folder that contains
 * them all. A world that is not on disk (`./worlds/rates.ts`) is taken from the book; other files that do not exist are
 * left for the compiler to report.
 * @throws Error with the code `ENOENT` (or another of `fs`) when `path` itself cannot be read.
 */
export async function loadProgram(path: string): Promise<LoadedProgram> {
  const worlds = engineSources();
  const entry = resolve(path);
  const texts = new Map<string, string>([[entry, await readFile(entry, 'utf8')]]);
  for (const [file, text] of texts) {
    for (const specifier of specifiersOf(file, text)) {
      const target = locate(file, specifier);
      if (target === undefined || texts.has(target)) continue;
      const found = await readFile(target, 'utf8').catch(() => worlds[worldName(target)]);
      if (found !== undefined) texts.set(target, found);
    }
  }
  const root = commonFolder([...texts.keys()]);
  const nameOf = (file: string) => relative(root, file).split(sep).join('/');
  const files = Object.fromEntries([...texts].map(([file, text]) => [nameOf(file), text]));
  return { program: { files, entry: nameOf(entry) }, root };
}

/** What a module imports; nothing for one that does not parse, which the compiler will say. */
function specifiersOf(file: string, text: string): string[] {
  const parsed = parseModule(file, text);
  if (!parsed.ok) return [];
  const record = createRecord(file, text, parsed.program);
  return [...record.requests.map(({ specifier }) => specifier), ...record.dynamicSpecifiers];
}

function locate(from: string, specifier: string): string | undefined {
  if (/^\.{0,2}\//.test(specifier)) return resolve(dirname(from), specifier);
  return specifier.startsWith('file:///') ? fileURLToPath(specifier) : undefined;
}

/** `worlds/rates.ts` of `/home/ada/try/worlds/rates.ts`. */
function worldName(file: string): string {
  const parts = file.split(sep);
  return parts.slice(parts.lastIndexOf('worlds')).join('/');
}

function commonFolder(files: string[]): string {
  let common = dirname(files[0] ?? '.').split(sep);
  for (const file of files) {
    const parts = dirname(file).split(sep);
    const differs = common.findIndex((part, index) => part !== parts[index]);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common.join(sep) || sep;
}
