/** `--watch`: after every save of a chapter, its verdict. */
import { readFileSync, watch as watchFolder } from 'node:fs';
import { join, sep } from 'node:path';
import type { Options } from './args.ts';
import type { Store } from './cache/store.ts';
import { checkBook } from './check-book.ts';
import type { Surroundings } from './main.ts';
import { engineReport } from './plain-check.ts';
import { type ChapterText, readText } from './read-texts.ts';
import { type Rendering, renderReport } from './report.ts';

export interface Watching {
  options: Options;
  surroundings: Surroundings;
  store: Store;
  /** The chapters as they were checked last. */
  texts: readonly ChapterText[];
  style: Rendering['style'];
}

/**
 * Checks a chapter whenever its file is saved, and prints what came of it; ends with `surroundings.signal`. Compilers and threads
 * stay, and what an edit does not touch is known. The code of the book's own engine is not watched.
 */
export async function watch({ options, surroundings, store, texts, style }: Watching): Promise<void> {
  const { root, stdout, signal } = surroundings;
  const known = new Map(texts.map((text) => [text.path, text]));
  const saved = new Map<string, number>();
  let wake: (() => void) | undefined;
  const watcher = watchFolder(join(root, 'content'), { recursive: true }, (_event, name) => {
    if (!name?.endsWith('.mdx')) return;
    const path = `content/${name.split(sep).join('/')}`;
    if (!saved.has(path)) saved.set(path, performance.now());
    wake?.();
  });
  signal?.addEventListener('abort', () => wake?.());
  stdout.write('Watching content/; Ctrl+C ends it.\n');
  while (!signal?.aborted) {
    const [next] = saved;
    if (!next) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    const [path, at] = next;
    saved.delete(path);
    await check(path, at);
  }
  watcher.close();

  /** `at`: when the save was noticed, ms. */
  async function check(path: string, at: number): Promise<void> {
    const text = read(path);
    // An editor that writes in place empties the file first.
    if (text?.source === '' || text?.source === known.get(path)?.source) return;
    if (!text) {
      known.delete(path);
      stdout.write(`\n${path} is gone.\n`);
      return;
    }
    known.set(path, text);
    // Chapters that are never known for good, those with real clocks, were told of when they were saved.
    const others = [...known.values()].filter(
      (other) => other === text || store.chapter(other.path, other.source) !== undefined,
    );
    const outcome = await checkBook(
      others.sort((a, b) => (a.path < b.path ? -1 : 1)),
      options,
      surroundings,
      store,
    );
    if (outcome.kind === 'misuse') return;
    const chapters = outcome.report.chapters.filter((chapter) => chapter.path === path);
    const report = { chapters, hosts: [engineReport(chapters)] };
    const verdict = renderReport(report, { style, sources: outcome.sources, columns: stdout.columns });
    const took = Math.round(performance.now() - at);
    stdout.write(`\n${verdict}${style.faint(`${took} ms after the save`)}\n`);
    store.save();
  }

  function read(path: string): ChapterText | undefined {
    try {
      return readText(path, readFileSync(join(root, path)));
    } catch {
      return undefined;
    }
  }
}
