/** A book of 5,000 examples in forty chapters. */
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { checkCold, makeBook } from '../check-book.ts';
import { createListings } from '../generate-book.ts';
import { repeat } from '../measure.ts';

export async function measureLarge(bench: Bench): Promise<void> {
  const { book, place, runs, results, size } = bench;
  const large = join(place, 'large');
  await makeBook(large, createListings(5_000), 125);
  const many = await repeat(runs, () => checkCold(large));
  bench.cold ??= await repeat(runs, () => checkCold(book));
  const ratio = many.ms / bench.cold.ms;
  results.row('5000 examples, cold', many, `${ratio.toFixed(1)} × the time of ${size}`);
  if (size === 1_000) results.reach('large', ratio);
  results.reach('largeMemory', many.memory);
}
