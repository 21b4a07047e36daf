/**
 * How long `npm run check` takes on a cold start: chapter 1, and the whole book. Prints medians of whole processes;
 * exits with 1 when chapter 1 takes longer than it may.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** ms */
const ALLOWED = 5_000;
const RUNS = 5;

const [firstChapter] = globSync('content/*/*.mdx', { cwd: root }).sort();
if (!firstChapter) throw new Error(`There are no chapters under ${root}content.`);

const own = median(() => check('--filter', firstChapter));
const whole = median(() => check());
const bare = median(() => time([process.execPath, '-e', '0']));
console.log(`npm run check, cold, median of ${RUNS} (bare node: ${bare} ms)`);
console.log(`  ${firstChapter}  ${own} ms, allowed ${ALLOWED} ms`);
console.log(`  the whole book  ${whole} ms`);
if (own > ALLOWED) process.exitCode = 1;

function check(...args: string[]): number {
  return time([process.execPath, `${root}src/checker/cli.ts`, ...args]);
}

/** Real ms of a whole process. */
function time([command = '', ...args]: string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return performance.now() - began;
}

function median(measure: () => number): number {
  const times = Array.from({ length: RUNS }, measure).sort((a, b) => a - b);
  return Math.round(times[Math.floor(RUNS / 2)] ?? 0);
}
