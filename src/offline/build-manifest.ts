/** Reads a built site and says what it consists of. Node only. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { digestOf } from './digest.ts';
import {
  framePage,
  type Manifest,
  standIn,
  summaryFile,
  toPath,
  unversioned,
  versionMeta,
  workerFile,
} from './manifest.ts';
import { importsOf } from './script-imports.ts';

/** Not part of what is read: for hosts, for search engines, or about the files themselves. */
const left = new Set([workerFile, summaryFile, '_headers', 'robots.txt', '404.html']);

/** The search and its index: small, and nobody can tell beforehand which part a query needs. */
const isSearch = (name: string) => name.startsWith('pagefind/');

/** Scripts of so many bytes, which is the editor, are kept when they are first used. */
const tooLarge = 300_000;

/** Links to what a page needs, not those to other forms and languages of it. */
const neededLink = /<link\s[^>]*\brel="(?:stylesheet|preload|modulepreload|icon|manifest)"[^>]*>/g;

const tag = (version: string) => `<meta name="${versionMeta}" content="${version}"`;

/**
 * Writes the site's version into its pages and returns the manifest.
 * @param folder the built site
 * @param base the path it is served under: `/` or `/book/`
 */
export async function buildManifest(folder: string, base: string): Promise<Manifest> {
  const names = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).split(sep).join('/'))
    .sort();
  const describe = async (name: string, bytes: Buffer<ArrayBuffer>): Promise<[string, [string, number]]> => [
    toPath(name),
    [await digestOf(bytes), bytes.length],
  ];
  // Frames in other pages are not part of what is read either, and their worker is none of ours.
  const isFrame = (name: string) => name.startsWith('embed/');
  const isListed = (name: string) => !left.has(name) && !isFrame(name);
  const listed = names.filter(isListed);
  const before = await Promise.all(listed.map((name) => describe(name, readFileSync(join(folder, name)))));
  const version = await digestOf(new TextEncoder().encode(JSON.stringify(before)));

  const texts = new Map<string, string>();
  const after: typeof before = [];
  for (const name of names.filter((candidate) => candidate.endsWith('.html') && !isFrame(candidate))) {
    const found = readFileSync(join(folder, name), 'utf8');
    const text = found.replace(tag(unversioned), tag(version));
    if (text !== found) writeFileSync(join(folder, name), text);
    if (!isListed(name)) continue;
    texts.set(toPath(name), text);
    after.push(await describe(name, Buffer.from(text)));
  }
  const files = Object.fromEntries([...before, ...after]);
  const here = (address: string) => (address.startsWith(base) ? address.slice(base.length) : address);
  const isFile = (path: string) => Object.hasOwn(files, path);
  const attributes = (html: string, name: string) =>
    [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))]
      .map(([, value = '']) => here(value))
      .filter(isFile);

  const scripts = new Map(
    listed
      .filter((name) => /^_astro\/.*\.js$/.test(name))
      .map((name) => [name, importsOf(readFileSync(join(folder, name), 'utf8'))]),
  );
  const closure = (entries: Iterable<string>): Set<string> => {
    const found = new Set(entries);
    for (const name of found) for (const next of scripts.get(name)?.statically ?? []) found.add(next);
    return found;
  };
  const readable = [...texts].filter(([path]) => path !== framePage);
  const entries = closure(readable.flatMap(([, html]) => attributes(html, 'src')));
  const later = new Set<string>();
  const sizeOf = (paths: Set<string>) => [...paths].reduce((sum, path) => sum + (files[path]?.[1] ?? 0), 0);
  const addLater = (from: Iterable<string>) => {
    for (const name of [...from].flatMap((script) => scripts.get(script)?.later ?? [])) {
      const parts = closure([name]);
      if (later.has(name) || sizeOf(parts) > tooLarge) continue;
      for (const part of parts) later.add(part);
      addLater(parts);
    }
  };
  addLater(entries);
  /** An example's data, and whatever else lies beside it under its name: its recorded run. */
  const stem = (path: string) => path.replace(/(\/[^/.]*)\.[^/]*$/, '$1');
  const byStem = Map.groupBy(Object.keys(files), stem);
  const beside = (data: string) => byStem.get(stem(data)) ?? [];
  const frame = texts.get(framePage) ?? '';
  const inFrame = [...frame.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, value]) => `${framePage}${value}`);

  const shell = new Set([
    '',
    standIn,
    ...entries,
    ...readable.flatMap(([, html]) =>
      (html.match(neededLink) ?? []).flatMap((link) => attributes(link, 'href')),
    ),
    ...listed.filter((name) => name.endsWith('.woff2')),
  ]);
  return {
    version,
    files,
    shell: [...shell].filter(isFile).sort(),
    runner: [...new Set([framePage, ...inFrame, ...later, ...listed.filter(isSearch)])]
      .filter((path) => isFile(path) && !shell.has(path))
      .sort(),
    pages: Object.fromEntries(
      readable
        .map(([path, html]): [string, string[]] => [path, attributes(html, 'data-src').flatMap(beside)])
        .filter(([, needs]) => needs.length > 0),
    ),
  };
}
