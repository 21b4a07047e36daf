/**
 * Programs that patch what they can reach, between those of the book: each global class alone, all of them, and a mark on
 * every object. Beside each stands a program that uses what they break.
 */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWholeBook } from '../../../support/books.ts';
import { listGlobals, mark, ordinary, vandalise, vandaliseAll } from '../../../support/patching-programs.ts';
import type { Bench } from '../bench.ts';
import { checkWrong, makeBook } from '../check-book.ts';
import { sectionText } from '../generate-book.ts';

export async function measureIsolation({ book, place, results, size }: Bench): Promise<void> {
  const alone = await printedAlone(join(place, 'isolation-alone'), { globals: listGlobals, ordinary });
  const names = alone['globals'] ?? [];
  if (names.length < 100) throw new Error(`Only ${names.length} globals are known.`);
  const patches = [vandaliseAll, mark, ...names.map(vandalise)];
  const patched = join(place, 'isolation');
  cpSync(book, patched, { recursive: true });
  const sections = patches.map((code, index) =>
    [
      sectionText({ id: `patch-${index}`, code: `${code.trim()}\n` }),
      sectionText({ id: `beside-${index}`, code: `${ordinary.trim()}\n` }, alone['ordinary']),
    ].join('\n'),
  );
  await spread(patched, sections);
  const { measured, problems } = await checkWrong(patched);
  const neighbours = size + patches.length;
  const changed = new Set(problems.map(({ example }) => example).filter((id) => !id.startsWith('patch-')));
  const same = `${neighbours - changed.size} of ${neighbours}`;
  const note = `${same} neighbours of ${patches.length} programs that patch print what they print alone`;
  results.row('beside programs that patch globals', measured, note);
  for (const id of [...changed].slice(0, 5)) console.log(`    changed: ${id}`);
  results.reach('besidePatching', (100 * (neighbours - changed.size)) / neighbours, same);
}

/** The lines that each program prints in a book of its own, as the checker writes them. */
async function printedAlone<Name extends string>(
  folder: string,
  programs: Record<Name, string>,
): Promise<Partial<Record<Name, string[]>>> {
  const lines: Partial<Record<Name, string[]>> = {};
  for (const [id, code] of Object.entries(programs) as [Name, string][]) {
    const own = join(folder, id);
    await makeBook(own, [{ id, code: `${code.trim()}\n` }]);
    const { chapters } = await readWholeBook(own);
    const segment = chapters[0]?.snippets[0]?.expectations[0]?.segments[0];
    if (segment?.kind === 'exact') lines[id] = segment.lines;
  }
  return lines;
}

/** Puts the sections before sections of the book, evenly spread over it. */
async function spread(book: string, sections: readonly string[]): Promise<void> {
  const { sources } = await readWholeBook(book);
  const heading = /^## Section/gm;
  const places = [...sources.values()].join('').match(heading)?.length ?? 0;
  let place = 0;
  let next = 0;
  for (const [path, text] of sources) {
    const more = text.replaceAll(heading, (found) => {
      place++;
      const end = Math.floor((place * sections.length) / places);
      const own = sections.slice(next, end);
      next = end;
      return [...own, found].join('\n');
    });
    writeFileSync(join(book, path), more);
  }
}
