/** Lays out the same programs for peers as they want them, and compares. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../../support.ts';
import type { Bench } from '../bench.ts';
import { check, checkCold, edit, perChapter } from '../check-book.ts';
import { type Measured, measure, summary } from '../measure.ts';
import type { Beside, Workbench } from './peer.ts';

/** Ms for one process of a peer: several times what the slowest took. */
const patience = 20 * 60_000;

export function createWorkbench({ book, listings, place, results, runs }: Bench): Workbench {
  const folder = join(place, 'peers');
  const files = join(folder, 'ts');
  const documents = join(place, 'documents');
  for (const path of [files, documents]) mkdirSync(path, { recursive: true });
  // typescript-docs-verifier wants a package with a name and an entry, Deno's package a script of its own to be run.
  const description = {
    name: 'peers',
    type: 'module',
    main: './ts/s0000.ts',
    private: true,
    allowScripts: { deno: true },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description));
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'esnext',
      module: 'esnext',
      moduleResolution: 'bundler',
      moduleDetection: 'force',
      lib: ['esnext', 'dom'],
      types: [],
      skipLibCheck: true,
    },
    include: ['ts/*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  for (const { id, code } of listings) writeFileSync(join(files, `${id}.ts`), code);
  for (let chapter = 0; chapter * perChapter < listings.length; chapter++) {
    const own = listings.slice(chapter * perChapter, (chapter + 1) * perChapter);
    const sections = own.map(({ id, code }) => `## ${id}\n\n\`\`\`ts\n${code}\`\`\`\n`);
    writeFileSync(join(documents, `chapter-${chapter}.md`), sections.join('\n'));
  }
  const cold: Beside = { name: 'cold check', check: () => checkCold(book) };
  let edits = 5_000;
  const editing = (name: string, count: number): Beside => ({
    name,
    check() {
      edit(book, 0, count, edits++);
      return check(book, join(place, 'cache-peers'));
    },
  });
  return {
    folder,
    files,
    documents,
    listings,
    runs,
    cold,
    exampleEdited: editing('check after one edit', 1),
    chapterEdited: editing('check after an edited chapter', perChapter),
    measure: (command, args, more) => measure(command, args, { cwd: folder, limit: patience, ...more }),
    async compare(name, work, { times = 1, beside = [cold] } = {}) {
      try {
        const turns: { other: Measured; own: number[] }[] = [];
        for (let turn = 0; turn < times; turn++) {
          const own: number[] = [];
          for (const { check } of beside) own.push((await check()).ms);
          turns.push({ own, other: await work() });
        }
        const ratios = beside.map((_, index) =>
          median(turns.map(({ own, other }) => other.ms / (own[index] ?? Number.NaN))),
        );
        const notes = beside.map((ours, index) => `${ratios[index]?.toFixed(1)} × our ${ours.name}`);
        const other = summary(turns.map(({ other }) => other));
        results.row(name, other, notes.join(', '));
        beside.forEach(({ goal }, index) => {
          if (goal) results.reach(goal, ratios[index] ?? Number.NaN);
        });
      } catch (error) {
        results.failed(name, error);
      }
    },
  };
}
