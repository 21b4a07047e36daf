/** The built site in a browser, for files that are made of its pages: what they say is what the pages say. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../src/checker/browsers.ts';
import { serveDist } from '../serve-dist.ts';

export interface OpenBook {
  /** A page of the site's origin, set in the book's own faces, light. */
  page: Page;
  origin: string;
  /** Addresses of the written chapters in reading order: `/waiting/`. */
  chapters: string[];
  close(): Promise<void>;
}

/** @throws Error when there is no built site in `dist`. */
export async function openBook(): Promise<OpenBook> {
  if (!existsSync('dist/index.html'))
    throw new Error('There is no built site in dist. Run "npm run build" first.');
  const server = await serveDist({ folder: 'dist', port: 0 });
  const found = await findChromium();
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath: found.executablePath,
      args: chromiumFlags,
      env: { ...process.env, ...found.env } as Record<string, string>,
    });
    const origin = `http://127.0.0.1:${server.port}`;
    const context = await browser.newContext({
      viewport: { width: 1100, height: 900 },
      colorScheme: 'light',
      serviceWorkers: 'block',
    });
    // Scripts of the site would hide what they are going to animate; the pages are read as they are.
    await context.route('**/*.js', (route) => route.abort());
    await context.addInitScript(() => localStorage.setItem('interleave:fonts', 'own'));
    const page = await context.newPage();
    await page.goto(`${origin}/`);
    const chapters = await page.$$eval('.map-title a', (links) =>
      links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
    );
    const opened = browser;
    return {
      page,
      origin,
      chapters,
      async close() {
        await opened.close();
        await server.close();
      },
    };
  } catch (error) {
    await browser?.close();
    await server.close();
    throw error;
  }
}

/**
 * Runs in the page: takes out of a chapter's document what only a screen needs, unfolds it with the drawings that wait in its
 * folds, and gives every id the chapter's slug, so that chapters can stand in one file. Links between chapters become
 * `#slug--id`, others full addresses. Self-contained, since the browser gets its text.
 */
export async function takeChapter(address: string, html: string): Promise<HTMLElement> {
  const slugOf = (path: string) => path.replaceAll(/^\/|\/$/g, '');
  const slug = slugOf(address);
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const main = parsed.querySelector<HTMLElement>('main[data-chapter]');
  if (!main) throw new Error(`${address} is no chapter.`);
  for (const fold of main.querySelectorAll<HTMLElement>('details[data-drawing]')) {
    const answer = await fetch(fold.dataset['drawing'] ?? '');
    if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}.`);
    fold.insertAdjacentHTML('beforeend', (await answer.json()).html);
  }
  const screenOnly =
    'script, button, select, .needs-script, .example-bar, .outline-small, .pager, .anchor, .term-card, .icon, .timeline-elsewhere, [data-region=predict], .tl-words > summary, .tl-words a, [data-region=status], .exercise-status, .timeline-step, .chapter-facts, [data-footnote-backref]';
  for (const part of main.querySelectorAll(screenOnly)) part.remove();
  // A fold without words of its own would be called "Details" by the browser.
  for (const fold of main.querySelectorAll('details.tl-words')) {
    const unfolded = parsed.createElement('div');
    unfolded.className = fold.className;
    unfolded.append(...fold.childNodes);
    fold.replaceWith(unfolded);
  }
  for (const details of main.querySelectorAll('details')) {
    // Of those with one name, only one would stay open.
    details.removeAttribute('name');
    details.open = true;
  }
  for (const attribute of ['id', 'for', 'aria-labelledby', 'aria-describedby'])
    for (const element of main.querySelectorAll(`[${attribute}]`)) {
      const ids = (element.getAttribute(attribute) ?? '').split(' ');
      element.setAttribute(attribute, ids.map((id) => `${slug}--${id}`).join(' '));
    }
  for (const use of main.querySelectorAll('use'))
    use.setAttribute('href', `#${slug}--${use.getAttribute('href')?.slice(1)}`);
  for (const painted of main.querySelectorAll('[fill^="url(#"]'))
    painted.setAttribute('fill', (painted.getAttribute('fill') ?? '').replace('url(#', `url(#${slug}--`));
  for (const link of main.querySelectorAll('a[href]')) {
    const { origin, pathname, hash, href } = new URL(
      link.getAttribute('href') ?? '',
      location.origin + address,
    );
    if (origin !== location.origin) link.setAttribute('href', href);
    else if (hash && pathname === address) link.setAttribute('href', `#${slug}--${hash.slice(1)}`);
    else link.setAttribute('href', hash ? `#${slugOf(pathname)}--${hash.slice(1)}` : `#${slugOf(pathname)}`);
  }
  main.id = slug;
  main.removeAttribute('tabindex');
  return main;
}
