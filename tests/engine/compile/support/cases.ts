/**
 * A case is one text file of sections, each below a line `=== title`. The files of a program come first; what is
 * expected comes last and is rewritten by `UPDATE=1`. Lines before the first section say what the case is about.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from '../../../../src/engine/protocol.ts';

export interface Case {
  /** File name without its ending. */
  name: string;
  path: string;
  /** Everything before the first section. */
  intro: string;
  sections: Map<string, string>;
}

const update = process.env['UPDATE'] === '1';

/** All cases of a folder beside the tests, in order of their names. */
export function readCases(folder: string): Case[] {
  const root = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  return readdirSync(root)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readCase(join(root, name), name.slice(0, -'.txt'.length)));
}

function readCase(path: string, name: string): Case {
  const [intro = '', ...parts] = readFileSync(path, 'utf8').split(/^=== /m);
  const sections = new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end + 1)] as const;
    }),
  );
  return { name, path, intro, sections };
}

/** The files of the case; the first one is run. */
export function programOf(found: Case): Program {
  const files = [...found.sections].filter(([title]) => /\.m?[jt]s$/.test(title));
  // The line end before the next section belongs to the format.
  return {
    entry: files[0]?.[0] ?? '',
    files: Object.fromEntries(files.map(([name, text]) => [name, text.replace(/\n$/, '')])),
  };
}

/** The section `title`; with `UPDATE=1` it is first set to `actual`. */
export function expected(found: Case, title: string, actual: string): string {
  const text = `${actual}\n`;
  if (update && found.sections.get(title) !== text) {
    found.sections.set(title, text);
    const parts = [...found.sections].map(([name, content]) => `=== ${name}\n${content}`);
    writeFileSync(found.path, found.intro + parts.join(''));
  }
  return (found.sections.get(title) ?? '').replace(/\n$/, '');
}
