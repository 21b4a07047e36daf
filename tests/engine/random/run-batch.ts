/** Runs random programs, many in one process or worker, in plain Node and by the engine, and compares what they log. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/engine/hosts/node.ts';
import type { Program, RunOptions, RunResult } from '../../../src/engine/protocol.ts';
import { checkTrace } from '../../../src/trace/validate.ts';
import type { Outcome } from './surroundings.ts';

/** Longest run of a batch, in real ms. */
const limit = 120_000;
/** How often plain Node may repeat a program that was disturbed, each time with more time between two timers. */
const attempts = 5;
const firstUnit = 5;
/** Characters printed in one line: longer lines are cut. */
const piece = 3_000;

export interface Difference {
  /** The program's text. */
  program: string;
  what: string;
}

const surroundings = await readFile(new URL('./surroundings.ts', import.meta.url), 'utf8');

/** All programs as one: they run one after the other, each when the one before has come to rest. */
export function combine(programs: readonly string[], unit = firstUnit): Program {
  const imports = programs.map((_, index) => `import p${index} from './p${index}.ts';`);
  const names = programs.map((_, index) => `p${index}`);
  const main = `import './unit.ts';
import { perform } from './surroundings.ts';
${imports.join('\n')}
for (const [index, program] of [${names.join(', ')}].entries()) {
  const outcome = JSON.stringify(await perform(program));
  for (let at = 0; at < outcome.length; at += ${piece}) console.log(\`\${index}:\${outcome.slice(at, at + ${piece})}\`);
}
`;
  return {
    entry: 'main.ts',
    files: {
      'main.ts': main,
      'unit.ts': `(globalThis as { unit?: number }).unit = ${unit};\nexport {};\n`,
      'surroundings.ts': surroundings,
      ...Object.fromEntries(programs.map((text, index) => [`p${index}.ts`, text])),
    },
  };
}

/** What each program logged, by its index; those the process did not get to are missing. */
function readOutcomes(output: string): Map<number, Outcome> {
  const texts = new Map<number, string>();
  for (const line of output.split('\n')) {
    const [, index, text] = /^(\d+):(.*)$/.exec(line) ?? [];
    if (text !== undefined) texts.set(Number(index), (texts.get(Number(index)) ?? '') + text);
  }
  const outcomes = new Map<number, Outcome>();
  for (const [index, text] of texts) outcomes.set(index, JSON.parse(text));
  return outcomes;
}

async function runPlainOnce(programs: readonly string[], unit: number): Promise<Map<number, Outcome>> {
  const folder = await mkdtemp(join(tmpdir(), 'interleave-random-'));
  try {
    const files = { ...combine(programs, unit).files, 'package.json': '{ "type": "module" }\n' };
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
    const child = spawn(process.execPath, ['main.ts'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], NO_COLOR: '1' },
      timeout: limit,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    await once(child, 'close');
    const outcomes = readOutcomes(output);
    if (outcomes.size < programs.length)
      throw new Error(
        `Plain Node ended after ${outcomes.size} of ${programs.length} programs.\n${complaint}`,
      );
    return outcomes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface PlainRun {
  /** What each program logged; `undefined` when the machine never let it run in peace. */
  lines: (string[] | undefined)[];
  /** How many runs were repeated because a timer was late. */
  repeated: number;
}

/** The reference: plain Node with real timers. */
export async function runPlain(programs: readonly string[]): Promise<PlainRun> {
  const lines: PlainRun['lines'] = programs.map(() => undefined);
  let open = programs.map((_, index) => index);
  let repeated = 0;
  for (let attempt = 0; attempt < attempts && open.length > 0; attempt++) {
    if (attempt > 0) repeated += open.length;
    const outcomes = await runPlainOnce(
      open.map((index) => programs[index] ?? ''),
      firstUnit * 2 ** attempt,
    );
    for (const [at, { lines: logged, late }] of outcomes) if (!late) lines[open[at] ?? -1] = logged;
    open = open.filter((index) => lines[index] === undefined);
  }
  return { lines, repeated };
}

export type RunOnEngine = (program: Program, options: Partial<RunOptions>) => Promise<RunResult>;

const budget: Partial<RunOptions> = { flavour: 'node', limit, maxEvents: 2_000_000 };

/** What each program logged on the engine, and what is wrong with the trace of the whole batch. */
export async function runEngine(
  programs: readonly string[],
  probes: boolean,
  runOn: RunOnEngine = run,
): Promise<{ lines: (string[] | undefined)[]; problems: string[]; events: number }> {
  const result = await runOn(combine(programs), { ...budget, probes });
  const outcomes = readOutcomes(result.output.map(({ text }) => text).join('\n'));
  const problems = checkTrace(result.trace).map(({ seq, message }) => `event ${seq}: ${message}`);
  if (result.problems) problems.push(`not compiled: ${JSON.stringify(result.problems[0])}`);
  if (result.end.reason !== 'quiet') problems.push(`ended: ${JSON.stringify(result.end)}`);
  return {
    lines: programs.map((_, index) => outcomes.get(index)?.lines),
    problems,
    events: result.trace.events.length,
  };
}

export interface Comparison {
  differences: Difference[];
  repeated: number;
  /** Programs without a reference, because the machine was too busy. */
  undecided: number;
  events: number;
}

/** Watched by probes, unwatched, and plain Node: all three log the same. */
export async function compareBatch(
  programs: readonly string[],
  runOn: RunOnEngine = run,
): Promise<Comparison> {
  const [plain, watched, unwatched] = await Promise.all([
    runPlain(programs),
    runEngine(programs, true, runOn),
    runEngine(programs, false, runOn),
  ]);
  const differences: Difference[] = [];
  for (const [index, program] of programs.entries()) {
    const reference = plain.lines[index];
    const found =
      compareLines('watched and unwatched', unwatched.lines[index], watched.lines[index]) ??
      (reference && compareLines('plain Node and the engine', reference, watched.lines[index]));
    if (found) differences.push({ program, what: found });
  }
  for (const problem of [...watched.problems, ...unwatched.problems].slice(0, 5))
    differences.push({ program: programs.length === 1 ? (programs[0] ?? '') : '', what: problem });
  return {
    differences,
    repeated: plain.repeated,
    undecided: plain.lines.filter((lines) => lines === undefined).length,
    events: watched.events,
  };
}

function compareLines(
  who: string,
  expected: string[] | undefined,
  found: string[] | undefined,
): string | undefined {
  if (!expected || !found) return `${who}: no result`;
  const at = [...expected, ''].findIndex((line, index) => line !== (found[index] ?? ''));
  if (at < 0 && expected.length === found.length) return undefined;
  const around = (lines: string[]) => lines.slice(Math.max(0, at - 2), at + 3).join(' | ');
  return `${who} differ in line ${at + 1}:\n  ${around(expected)}\n  ${around(found)}`;
}
