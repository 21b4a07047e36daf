/** `--watch`: after every save of a chapter, its verdict. */
import { type FSWatcher, readdirSync, readFileSync, statSync, watch as watchFolder } from 'node:fs';
import { join, posix } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Options } from './args.ts';
import type { Store } from './cache/store.ts';
import { checkBook } from './check-book.ts';
import { isForLinks, type Links, reportLinks, withBrokenLinks } from './links/broken-links.ts';
import type { Surroundings } from './main.ts';
import { engineReport } from './plain-check.ts';
import { type ChapterText, isChecked, readText } from './read-texts.ts';
import { type Rendering, type Report, renderReport } from './report.ts';

export interface Watching {
  options: Options;
  surroundings: Surroundings;
  store: Store;
  links: Links;
  /** The chapters as they were checked last. */
  texts: readonly ChapterText[];
  style: Rendering['style'];
}

/** Ms without a save after which what was found is stored. */
const pause = 200;
/** Ms after which a file that was moved away is missed: many editors then write the new one. */
const patience = 100;

/**
 * Checks a chapter whenever its file is saved, and prints what came of it; ends with `surroundings.signal`. Compilers and threads
 * stay, and what an edit does not touch is known. The documents, translations and data whose links are checked are watched, too; the
 * code of the book's own engine is not.
 */
export async function watch({ options, surroundings, store, links, texts, style }: Watching): Promise<void> {
  const { root, stdout, signal } = surroundings;
  const known = new Map(texts.map((text) => [text.path, text]));
  const saved = new Map<string, number>();
  let wake: (() => void) | undefined;
  const notice = (path: string): void => {
    if (!saved.has(path)) saved.set(path, performance.now());
    wake?.();
  };
  // Every file that is there is looked at once: somebody may have saved it while the book was checked.
  const watchers = watchTexts(root, notice);
  signal?.addEventListener('abort', () => wake?.());
  stdout.write('Watching the texts of the book; Ctrl+C ends it.\n');
  while (!signal?.aborted) {
    const [next] = saved;
    if (!next) {
      const storing = setTimeout(() => store.save(), pause);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      clearTimeout(storing);
      continue;
    }
    const [path, at] = next;
    saved.delete(path);
    await check(path, at);
  }
  for (const watcher of watchers.values()) watcher.close();
  store.save();

  /** `at`: when the save was noticed, ms. */
  async function check(path: string, at: number): Promise<void> {
    let text = read(path);
    if (!text) {
      await delay(patience);
      text = read(path);
    }
    // An editor that writes in place empties the file first.
    if (text?.source === '') return;
    const isSame = isChecked(path) ? text?.source === known.get(path)?.source : !links.renew(path);
    if (isSame) return;
    if (!text) known.delete(path);
    const own = text && (await verdictOf(text));
    const broken = await links.findBroken([...known.values()]);
    const whole = withBrokenLinks(own ?? { chapters: [], hosts: [] }, broken.problems, options);
    // A heading that is called otherwise now can leave links of other texts without an end.
    const isBroken = new Set(broken.problems.map((problem) => problem.path));
    const chapters = whole.chapters.filter((chapter) => chapter.path === path || isBroken.has(chapter.path));
    // Saved again, or read while it was being written.
    if (saved.has(path) && read(path)?.source !== text?.source) return;
    if (!text) stdout.write(`\n${path} is gone.\n`);
    if (chapters.length === 0) return;
    const report = { chapters, hosts: [engineReport(chapters)] };
    const sources = new Map([
      ...broken.sources,
      ...[...known.values()].map((one) => [one.path, one.source] as const),
    ]);
    const verdict = renderReport(report, { style, sources, columns: stdout.columns });
    const took = Math.round(performance.now() - at);
    stdout.write(`\n${verdict}${style.faint(`${took} ms after the save`)}\n`);
  }

  async function verdictOf(text: ChapterText): Promise<Report | undefined> {
    if (!isChecked(text.path)) return { chapters: [reportLinks(text.path, [])], hosts: [] };
    known.set(text.path, text);
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
    return outcome.kind === 'report' ? outcome.report : undefined;
  }

  function read(path: string): ChapterText | undefined {
    try {
      return readText(path, readFileSync(join(root, path)));
    } catch {
      return undefined;
    }
  }
}

/** Folders with texts that are read, and the folders in them. */
const isFollowed = (path: string) => /^(?:content|docs|translations)(?:\/|$)/.test(path);

/**
 * Tells of every text or data file of the book, by its path relative to `root`: once of each that is there, and whenever one is
 * written, renamed or removed. Each folder has a watcher: Node's recursive one follows files on Linux, and loses a file at the second
 * save that renames another onto it.
 */
function watchTexts(root: string, notice: (path: string) => void): Map<string, FSWatcher> {
  const watchers = new Map<string, FSWatcher>();
  const isRead = (path: string) => isChecked(path) || isForLinks(path);
  const isFolder = (path: string) => statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory();
  const add = (own: string): void => {
    const watcher = watchFolder(join(root, own), (_event, name) => {
      if (name) changed(posix.join(own, name));
    });
    // A folder that goes away while it is looked at.
    watcher.on('error', () => {});
    watchers.set(own, watcher);
    for (const entry of readdirSync(join(root, own), { withFileTypes: true })) {
      const path = posix.join(own, entry.name);
      if (!entry.isDirectory()) changed(path);
      else if (isFollowed(path)) add(path);
    }
  };
  const changed = (path: string): void => {
    if (isRead(path)) {
      notice(path);
      return;
    }
    if (!isFollowed(path)) return;
    const known = watchers.get(path);
    if (known && !isFolder(path)) {
      known.close();
      watchers.delete(path);
    } else if (!known && isFolder(path)) {
      try {
        add(path);
      } catch {
        // Gone already.
      }
    }
  };
  add('.');
  return watchers;
}
