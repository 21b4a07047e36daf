/** What the site holds, for programs that read: https://llmstxt.org/. */
import type { APIRoute } from 'astro';
import { isWritten } from '../book/chapters.ts';
import { site as about } from '../book/site.ts';
import { links, loadBook } from '../components/book-data.ts';

export const GET: APIRoute = async ({ site }) => {
  const book = await loadBook();
  const full = (path: string) => (site ? new URL(path, site).href : path);
  const parts = book.parts
    .map(({ title, chapters }) => ({ title, written: chapters.filter(isWritten) }))
    .filter(({ written }) => written.length > 0)
    .map(
      ({ title, written }) =>
        `## ${title}\n\n${written.map((chapter) => `- [${chapter.number} ${chapter.title}](${full(links.markdown(chapter))}): ${chapter.summary}\n`).join('')}`,
    );
  const text = `# ${about.title}\n\n> ${about.description}\n\nEvery output in these texts was printed by a run that is repeated before the book is published; times are exact, for the book brings its own clock.\n\n${parts.join('\n')}`;
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
