/** Writes books of any size: the same book for the same numbers, whatever the machine. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Choices, createTemplates } from './templates.ts';

/** An example as both sides of the benchmark need it: in its chapter, and as a file of its own. */
export interface Listing {
  /** `s0012`; unique in the book. */
  id: string;
  code: string;
}

const words =
  'order ticket sensor parcel invoice train robot packet kettle lamp river orchid beacon signal basket courier lantern harbour meadow pebble anchor compass engine falcon glacier hammer island jungle kernel ladder magnet nectar oyster pencil quarry rocket saddle tunnel umber valley walnut yonder zephyr'.split(
    ' ',
  );

/** Numerical Recipes' linear congruential generator: good enough for names and delays. */
function createChoices(): Choices {
  let state = 12_345;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const pick = <T>(values: readonly T[]) => values[int(0, values.length - 1)] as T;
  return {
    int,
    ident() {
      const v = pick(words) + pick(['', '', 'Box', 'Item', 'Unit', 'Node']);
      return { v, T: (v[0] ?? '').toUpperCase() + v.slice(1) };
    },
  };
}

/** `count` different programs. */
export function createListings(count: number): Listing[] {
  const templates = createTemplates(createChoices());
  return Array.from({ length: count }, (_, index) => ({
    id: `s${String(index).padStart(4, '0')}`,
    code: `// Listing ${index}\n${templates[index % templates.length]?.().trim()}\n`,
  }));
}

/** Path of a chapter, counted from 0. */
export function chapterPath(index: number): string {
  const name = `${String(index + 1).padStart(3, '0')}-chapter-${index + 1}`;
  return `content/${name}/${name}.mdx`;
}

/** A section with one example; the lines of its output are left out for `--update` to fill in. */
export function sectionText({ id, code }: Listing, output: readonly string[] = []): string {
  const lines = output.map((line) => `${line}\n`).join('');
  return `## Section ${id}\n\nWhile the program *waits*, the event loop is free to run something else; see \`await\` below.\n\n\`\`\`ts id=${id}\n${code}\`\`\`\n\n\`\`\`output\n${lines}\`\`\`\n`;
}

function chapterText(index: number, listings: readonly Listing[]): string {
  const head = `---\ntitle: Chapter ${index + 1}\ndescription: Made by the benchmark.\n---\n`;
  return [head, ...listings.map((listing) => sectionText(listing))].join('\n');
}

/** Writes the book under `root`, `perChapter` listings to a chapter. */
export async function writeBook(
  root: string,
  listings: readonly Listing[],
  perChapter: number,
): Promise<void> {
  for (let index = 0; index * perChapter < listings.length; index++) {
    const path = join(root, chapterPath(index));
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, chapterText(index, listings.slice(index * perChapter, (index + 1) * perChapter)));
  }
}
