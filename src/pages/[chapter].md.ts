/** Every chapter once more as Markdown: `/waiting.md`. */
import type { APIRoute } from 'astro';
import { isWritten, type WrittenChapter } from '../book/chapters.ts';
import { resolveProseLink } from '../book/links.ts';
import { toMarkdownCopy } from '../book/markdown-copy.ts';
import { links, loadBook } from '../components/book-data.ts';

export async function getStaticPaths() {
  const book = await loadBook();
  return book.chapters
    .filter(isWritten)
    .map((chapter) => ({ params: { chapter: chapter.slug }, props: { chapter } }));
}

export const GET: APIRoute<{ chapter: WrittenChapter }> = async ({ props: { chapter }, site }) => {
  const book = await loadBook();
  const full = (path: string) => (site ? new URL(path, site).href : path);
  const text = toMarkdownCopy({
    title: `${chapter.number} ${chapter.title}`,
    summary: chapter.summary,
    body: chapter.file.body,
    url: full(links.chapter(chapter)),
    resolveLink(href) {
      const { href: target, kind } = resolveProseLink(book, links, href);
      return kind === 'chapter' || kind === 'planned' ? full(target) : target;
    },
  });
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
};
