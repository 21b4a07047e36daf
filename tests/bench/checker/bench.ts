/** What the parts of the benchmark share. */
import type { Listing } from './generate-book.ts';
import type { Measured } from './measure.ts';
import type { Results } from './results.ts';

export interface Bench {
  /** How many examples the book has. */
  size: number;
  listings: readonly Listing[];
  /** The book's folder. Parts may edit its examples, but not what they print. */
  book: string;
  /** A folder of this run; every part takes names of its own in it. */
  place: string;
  /** How often what is repeated is repeated. */
  runs: number;
  /** Whole runs beside two hogs. */
  flakes: number;
  /** Names of the peers wanted. */
  peers: readonly string[];
  results: Results;
  /** What a cold check takes; set by the part that measures it. */
  cold?: Measured;
}

export type Part = (bench: Bench) => Promise<void>;
