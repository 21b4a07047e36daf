/** Social cards: one of the book, one a chapter. Only where the site knows its address, which links to them need. */
import type { APIRoute } from 'astro';
import { isWritten } from '../../book/chapters.ts';
import { site } from '../../book/site.ts';
import { loadBook } from '../../components/book-data.ts';
import { type Card, drawCard } from '../../components/social-card.ts';

export async function getStaticPaths() {
  if (!import.meta.env.SITE) return [];
  const book = await loadBook();
  const cards: [name: string, card: Card][] = [
    ['book', { title: site.tagline }],
    ...book.chapters
      .filter(isWritten)
      .map(({ slug, number, title }): [string, Card] => [slug, { over: `Chapter ${number}`, title }]),
  ];
  return cards.map(([card, props]) => ({ params: { card }, props }));
}

export const GET: APIRoute<Card> = async ({ props }) =>
  new Response(Uint8Array.from(await drawCard(props)), { headers: { 'content-type': 'image/png' } });
