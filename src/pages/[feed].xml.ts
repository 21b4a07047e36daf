/** What changed in the text, as RSS. A feed needs full addresses, so there is one only where `SITE_URL` says what they are. */
import { spawnSync } from 'node:child_process';
import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { logFormat, readChanges } from '../book/changes.ts';
import { isWritten } from '../book/chapters.ts';
import { site as about } from '../book/site.ts';
import { links, loadBook } from '../components/book-data.ts';

const mostEntries = 40;

export const getStaticPaths = () => (import.meta.env.SITE ? [{ params: { feed: 'feed' } }] : []);

export const GET: APIRoute = async ({ site }) => {
  if (!site) throw new Error('A feed needs SITE_URL.');
  const book = await loadBook();
  const log = spawnSync('git', ['log', `-${mostEntries}`, '--name-only', logFormat, '--', 'content'], {
    encoding: 'utf8',
  });
  return rss({
    title: `${about.title}: what changed`,
    description: about.description,
    site,
    items: readChanges(log.stdout ?? '').flatMap(({ id, date, title, files }) => {
      const chapters = book.chapters.filter(isWritten).filter(({ file }) => files.includes(file.path));
      return chapters.map((chapter) => ({
        title: `${chapter.number} ${chapter.title}: ${title}`,
        link: `${new URL(links.chapter(chapter), site).href}#change-${id.slice(0, 10)}`,
        pubDate: date,
        description: title,
      }));
    }),
  });
};
