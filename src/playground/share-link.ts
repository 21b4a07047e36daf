/** From an example to a link that contains it, and back. */
import { readShared, type SharedExample, writeShared } from '../share/shared-example.ts';
import type { ExampleData } from './example-data.ts';
import type { Files } from './kept-edits.ts';

/** What a reader may choose about a run. */
export interface RunSettings {
  clock: 'paced' | 'real';
  seed: number;
}

export const settingsOf = ({ options }: ExampleData): RunSettings => ({
  clock: options.clock === 'real' ? 'real' : 'paced',
  seed: options.seed ?? 1,
});

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** Absolute address of a page of the site. */
export const pageUrl = (path: string) => new URL(base + path, location.href).href;

/** The link that opens this very program in the playground; undefined when it is too large for a link. */
export function linkTo(data: ExampleData, files: Files, { clock, seed }: RunSettings): string | undefined {
  const { origin } = data;
  const from = origin ? origin.from : { chapter: data.chapter, id: data.id };
  const code = writeShared({
    entry: data.entry,
    files: data.files.map(({ name }) => ({ name, code: files[name] ?? '' })),
    options: {
      clock,
      seed,
      limit: data.options.limit ?? 5_000,
      flavour: data.options.flavour ?? 'browser',
    },
    ...(data.title !== undefined && { title: data.title }),
    ...(from && { from }),
  });
  return code === undefined ? undefined : `${pageUrl('play/')}#${code}`;
}

/** The example that a link contains, as the page needs it, or what is wrong with the link. */
export function exampleFrom(
  fragment: string,
): { ok: true; data: ExampleData } | { ok: false; message: string } {
  const read = readShared(fragment);
  if (!read.ok) return read;
  return { ok: true, data: toData(read.example, fragment) };
}

function toData({ entry, files, options, title, from }: SharedExample, link: string): ExampleData {
  return {
    chapter: 'play',
    // Edits of one link are kept apart from those of another.
    id: `link-${digestOf(link)}`,
    version: 'link',
    entry,
    files: files.map((file) => ({ ...file, hidden: false, readOnly: [] })),
    options,
    predict: false,
    origin: { kind: 'link', ...(from && { from }) },
    ...(title !== undefined && { title }),
  };
}

/** Two numbers of 32 bits are enough to tell a reader's links apart. */
function digestOf(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x5bd1e995);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
