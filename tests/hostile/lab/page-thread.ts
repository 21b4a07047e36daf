/**
 * The page's own thread, as the operating system sees it. How long a page is held up cannot be told by a clock alone where
 * more wants to run than there are processors: then every page is late, whatever it does. Linux counts how long each
 * thread has run (`/proc/PID/schedstat`, ns), and that is what a page can be blamed for; elsewhere all of a gap is.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Browser, Page } from './browsers.ts';

/** A stretch in which the page's thread ran none of its timers; ms since 1970. */
export interface Gap {
  from: number;
  to: number;
}

export interface HeldUp {
  /** Ms by the clock. */
  gap: number;
  /** Ms of processor time that the page's thread used meanwhile: at least this long, on any machine, it is held up. */
  busy: number;
}

export interface PageThread {
  /** The gap in which the page's thread worked for longest. */
  longest(gaps: Gap[]): HeldUp;
  close(): Promise<void>;
}

/** Numbers kept of each look: ms since 1970, ms run. */
const fields = 2;
const kept = 30_000;
/** Ms between two looks. */
const every = 3;

const sampler = `
const { workerData: { file, ring, count, fields, kept, every } } = require('node:worker_threads');
const { openSync, readSync } = require('node:fs');
const bytes = Buffer.alloc(200);
const opened = openSync(file, 'r');
const bell = new Int32Array(new SharedArrayBuffer(4));
for (let look = 0; ; look++) {
  let ran = 0;
  try {
    [ran] = bytes.toString('latin1', 0, readSync(opened, bytes, 0, 200, 0)).split(' ');
  } catch {
    // The browser is gone.
    break;
  }
  const at = (look % kept) * fields;
  ring[at] = performance.timeOrigin + performance.now();
  ring[at + 1] = ran / 1e6;
  Atomics.store(count, 0, look + 1);
  Atomics.wait(bell, 0, 0, every);
}`;

const worst = (all: HeldUp[]): HeldUp => all.reduce((a, b) => (b.busy > a.busy ? b : a), { gap: 0, busy: 0 });

const clockOnly: PageThread = {
  longest: (gaps) => worst(gaps.map(({ from, to }) => ({ gap: to - from, busy: to - from }))),
  async close() {},
};

/** Watches the thread `page` runs on, the one that is busy when the page is. */
export async function watchPageThread(browser: Browser, page: Page): Promise<PageThread> {
  const root = browser.process()?.pid;
  if (root === undefined || !existsSync(`/proc/${root}/schedstat`)) return clockOnly;
  const pid = await findProcess(descendants(root), page);
  const ring = new Float64Array(new SharedArrayBuffer(8 * fields * kept));
  const count = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(sampler, {
    eval: true,
    workerData: { file: `/proc/${pid}/schedstat`, ring, count, fields, kept, every },
  });
  /** Ms the thread had run at the first look at or after `time`, or at the last one before it. */
  function ranAt(time: number, side: 'before' | 'after'): number {
    const end = Atomics.load(count, 0);
    const read = (look: number, field: number) => ring[(look % kept) * fields + field] as number;
    let look = end - 1;
    while (look > 0 && look > end - kept && read(look, 0) > time) look--;
    if (side === 'after' && look < end - 1) look++;
    return read(look, 1);
  }
  return {
    longest: (gaps) =>
      worst(
        gaps.map(({ from, to }) => {
          // What it did just before and after may be counted too, never too little.
          const busy = Math.min(to - from, ranAt(to, 'after') - ranAt(from, 'before'));
          return { gap: to - from, busy };
        }),
      ),
    async close() {
      await worker.terminate();
    },
  };
}

/** The process whose first thread the page runs on: keeps it busy until it is clear which one that is. */
async function findProcess(processes: number[], page: Page): Promise<number> {
  const used = new Map(processes.map((pid) => [pid, 0]));
  for (let round = 1; ; round++) {
    const before = new Map(processes.map((pid) => [pid, ranFor(pid)]));
    await page.evaluate(() => {
      const end = performance.now() + 100;
      while (performance.now() < end);
    });
    for (const pid of processes) used.set(pid, (used.get(pid) ?? 0) + ranFor(pid) - (before.get(pid) ?? 0));
    const [first = 0, second = 0] = [...used.values()].sort((a, b) => b - a);
    if (round === 30 || (first > 150 && first > 2 * second))
      return processes.find((pid) => used.get(pid) === first) as number;
  }
}

function descendants(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name): [number, number] => {
      try {
        // The name of the program, in brackets, may contain anything.
        const rest = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '');
        return [Number(name), Number(rest.split(' ')[1])];
      } catch {
        return [Number(name), 0];
      }
    });
  const found = [root];
  for (const known of found) for (const [pid, parent] of parents) if (parent === known) found.push(pid);
  return found;
}

/** Ms the first thread of a process has run. */
function ranFor(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
