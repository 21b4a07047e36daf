/** `--watch`: after every save of a chapter, its verdict. */
import { type FSWatcher, readdirSync, readFileSync, statSync, watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import type { Options } from './args.ts';
import type { Store } from './cache/store.ts';
import { checkBook } from './check-book.ts';
import { findBrokenLinks, withBrokenLinks } from './links/broken-links.ts';
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
  const notice = (path: string): void => {
    if (!saved.has(path)) saved.set(path, performance.now());
    wake?.();
  };
  const watchers = watchFolders(root, 'content', notice);
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
  for (const watcher of watchers.values()) watcher.close();

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
    const broken = await findBrokenLinks(root, [...known.values()], store);
    const whole = withBrokenLinks(outcome.report, broken.problems, options);
    // A heading that is called otherwise now can leave links of other texts without an end.
    const isBroken = new Set(broken.problems.map((problem) => problem.path));
    const chapters = whole.chapters.filter((chapter) => chapter.path === path || isBroken.has(chapter.path));
    const report = { chapters, hosts: [engineReport(chapters)] };
    const sources = new Map([
      ...broken.sources,
      ...[...known.values()].map((one) => [one.path, one.source] as const),
    ]);
    const verdict = renderReport(report, { style, sources, columns: stdout.columns });
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

/**
 * Tells of every chapter in a folder and the folders in it that is written, renamed or removed, by its path relative to `root`. Each
 * folder has a watcher: Node's recursive one follows files on Linux, and loses a file at the second save that renames another onto it.
 */
function watchFolders(root: string, folder: string, notice: (path: string) => void): Map<string, FSWatcher> {
  const watchers = new Map<string, FSWatcher>();
  const isFolder = (path: string) => statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory();
  const add = (own: string, isNew: boolean): void => {
    const watcher = watchFolder(join(root, own), (_event, name) => {
      if (name) changed(`${own}/${name}`);
    });
    // A folder that goes away while it is looked at.
    watcher.on('error', () => {});
    watchers.set(own, watcher);
    for (const entry of readdirSync(join(root, own), { withFileTypes: true })) {
      const path = `${own}/${entry.name}`;
      if (entry.isDirectory()) add(path, isNew);
      else if (isNew && path.endsWith('.mdx')) notice(path);
    }
  };
  const changed = (path: string): void => {
    if (path.endsWith('.mdx')) {
      notice(path);
      return;
    }
    const known = watchers.get(path);
    if (known && !isFolder(path)) {
      known.close();
      watchers.delete(path);
    } else if (!known && isFolder(path)) {
      try {
        add(path, true);
      } catch {
        // Gone already.
      }
    }
  };
  add(folder, false);
  return watchers;
}
