/** A book of as many chapters with five times as many examples: 5,000 instead of 1,000. */
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { checkCold, makeBook, perChapter } from '../check-book.ts';
import { createListings } from '../generate-book.ts';
import { repeat } from '../measure.ts';

export async function measureLarge(bench: Bench): Promise<void> {
  const { book, place, runs, results, size } = bench;
  const large = join(place, 'large');
  const count = 5 * size;
  await makeBook(large, createListings(count), 5 * perChapter);
  const many = await repeat(runs, () => checkCold(large));
  bench.cold ??= await repeat(runs, () => checkCold(book));
  const ratio = many.ms / bench.cold.ms;
  results.row(`${count} examples, cold`, many, `${ratio.toFixed(1)} × the time of ${size}`);
  results.reach('large', ratio);
  results.reach('largeMemory', many.memory);
}
