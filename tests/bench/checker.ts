/**
 * `npm run bench:checker [-- --part book,watch] [--size 1000] [--runs 5] [--flakes 20] [--peer deno,vitest]`: what the checker
 * takes for a generated book of forty chapters, and beside it, in the same run, what others take for the same programs.
 * Prints medians of whole processes, start-up included, the peak of their memory, their children's among it, and the time
 * of all processors; at the end, which goals were met. Judges nothing: exit code 1 says that something could not be measured.
 * What was measured is printed, too, when the run is ended early.
 *
 * The parts are modules in `checker/parts/`, the peers in `checker/peers/`, the goals in `checker/goals.ts`. `book`, `watch` and `shards`
 * are measured by default; `--part all`, which the npm script says, takes half an hour and installs the peers from npm
 * into a folder of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Part } from './checker/bench.ts';
import { makeBook } from './checker/check-book.ts';
import { createListings } from './checker/generate-book.ts';
import { endProcesses, measure, repeat } from './checker/measure.ts';
import { measureBook } from './checker/parts/book.ts';
import { measureFlakes } from './checker/parts/flakes.ts';
import { measureHang } from './checker/parts/hang.ts';
import { measureIsolation } from './checker/parts/isolation.ts';
import { measureLarge } from './checker/parts/large.ts';
import { measurePeers } from './checker/parts/peers.ts';
import { measurePositions } from './checker/parts/positions.ts';
import { measureShards } from './checker/parts/shards.ts';
import { measureWatch } from './checker/parts/watch.ts';
import { peers } from './checker/peers/all.ts';
import { createResults } from './checker/results.ts';

const parts: Record<string, Part> = {
  book: measureBook,
  watch: measureWatch,
  shards: measureShards,
  large: measureLarge,
  positions: measurePositions,
  hang: measureHang,
  isolation: measureIsolation,
  flakes: measureFlakes,
  peers: measurePeers,
};

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'book,watch,shards' },
    size: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    flakes: { type: 'string', default: '20' },
    peer: { type: 'string', default: 'all' },
  },
});
const wantedParts = choose('part', values.part, Object.keys(parts));
const wantedPeers = choose(
  'peer',
  values.peer,
  peers.map(({ name }) => name),
);
const [size, runs, flakes] = (['size', 'runs', 'flakes'] as const).map((option) => {
  const value = Number(values[option]);
  return Number.isInteger(value) && value > 0
    ? value
    : misuse(`--${option} wants a whole number above 0`, values[option]);
}) as [number, number, number];

const place = mkdtempSync(join(tmpdir(), 'interleave-bench-'));
const results = createResults(size);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => {
    endProcesses();
    results.print();
    clear();
    process.exit(code);
  });

try {
  const load = loadavg()[0]?.toFixed(1);
  console.log(`${cpus().length} processors, load ${load}, Node ${process.version}, medians of ${runs} runs`);
  const listings = createListings(size);
  const book = join(place, 'book');
  await makeBook(book, listings);
  results.row('bare node', await repeat(runs, () => measure(process.execPath, ['-e', '0'], { cwd: place })));
  const bench: Bench = { size, listings, book, place, runs, flakes, peers: wantedPeers, results };
  for (const name of wantedParts) {
    const began = performance.now();
    console.log(`${name}:`);
    try {
      await parts[name]?.(bench);
    } catch (error) {
      results.failed(name, error);
    }
    console.log(`  (${Math.round((performance.now() - began) / 1_000)} s)`);
  }
  results.print();
  if (!results.isWhole()) process.exitCode = 1;
} finally {
  endProcesses();
  clear();
}

/** What was ended a moment ago may still be writing. */
function clear(): void {
  rmSync(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** What an option names of `known`, in the order of `known`; `all`: all of it. */
function choose(option: string, written: string, known: readonly string[]): string[] {
  const names = written.split(',');
  const unknown = names.find((name) => name !== 'all' && !known.includes(name));
  if (unknown !== undefined) misuse(`--${option} wants all, or some of ${known.join(', ')}`, unknown);
  return names.includes('all') ? [...known] : known.filter((name) => names.includes(name));
}

function misuse(message: string, found: string): never {
  console.error(`${message}\nfound: ${found}`);
  process.exit(2);
}
