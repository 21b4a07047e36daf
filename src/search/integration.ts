/** Makes the built site searchable: Pagefind reads its pages and writes its index beside them. Node only. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';
import { indexFolder } from './pagefind.ts';

/** What stands on a page without being part of its text. */
const left = [
  '.anchor',
  '.chapter-head',
  '.term-card',
  'button',
  'select',
  'svg',
  '.example-actions',
  '.example-output',
  '.example-timeline',
  '.outline-small',
  '.pager',
  '.visually-hidden',
];

/**
 * Styles and the contents of the book are no text of a page either. They are longer than many a page, and Pagefind would take
 * them apart again on every one: with 300 chapters that was three quarters of its time.
 */
const unread = /<style>[\s\S]*?<\/style>|<nav id="contents"[\s\S]*?<\/nav>/g;

/** What the page needs; Pagefind brings three interfaces of its own along. */
const needed = /^(?:pagefind(?:-worker)?\.js|pagefind-entry\.json|.*\.(?:pf_\w+|pagefind))$/;

/** The wordless variant of the index, for pages without a language; all of ours have one. */
const unused = /^wasm\.unknown\./;

/**
 * Writes the index of a built site. A page is in it when it has an element with `data-pagefind-body`.
 * @param folder the built site
 * @returns how many pages can be found
 * @throws Error with what Pagefind says is wrong
 */
export async function addSearchIndex(folder: string): Promise<number> {
  const { index, errors } = await createIndex({ excludeSelectors: left });
  if (!index) throw new Error(`The search index cannot be made: ${errors.join('; ')}`);
  try {
    // Frames for other pages repeat what stands in a chapter, and there are many of them.
    const pages = globSync('**/*.html', { cwd: folder, exclude: ['embed/**'] }).map((name) =>
      name.split(sep).join('/'),
    );
    let found = 0;
    for (const sourcePath of pages.sort()) {
      const content = readFileSync(join(folder, sourcePath), 'utf8');
      if (!content.includes('data-pagefind-body')) continue;
      const added = await index.addHTMLFile({ sourcePath, content: content.replaceAll(unread, '') });
      if (added.errors.length) throw new Error(`${sourcePath}: ${added.errors.join('; ')}`);
      found++;
    }
    const { files } = await index.getFiles();
    for (const { path, content } of files) {
      if (!needed.test(path.split('/').at(-1) ?? '') || unused.test(path)) continue;
      const target = join(folder, indexFolder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
    return found;
  } finally {
    await close();
  }
}

export function search(): AstroIntegration {
  return {
    name: 'search',
    hooks: {
      async 'astro:build:done'({ dir, logger }) {
        const pages = await addSearchIndex(fileURLToPath(dir));
        logger.info(`${pages} pages can be found`);
      },
    },
  };
}
