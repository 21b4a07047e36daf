/** Checks chapters: one type-check for all their examples, a run for each on each host, and a verdict. */

import { namesBuiltins } from '../engine/builtins.ts';
import type { Chapter } from '../snippets/extract.ts';
import type { Exercise, Expectation, Snippet } from '../snippets/snippet.ts';
import type { Diagnostic } from '../typecheck/diagnostic.ts';
import { attemptSnippets, checkExercise } from './check-exercises.ts';
import type { Host, HostRun, Task } from './hosts/host.ts';
import { judgeRun } from './judge-run.ts';
import { toProblem } from './judge-types.ts';
import { mapPool } from './pool.ts';
import type { Problem } from './problem.ts';
import type { ChapterReport, HostReport, Report } from './report.ts';

export interface Checking {
  hosts: readonly Host[];
  diagnose(snippets: readonly Snippet[]): Promise<Diagnostic[]>;
  /** Runs a task, or knows from an earlier run what comes of it. */
  run(host: Host, task: Task): Promise<HostRun>;
  /** Proves an exercise; default: `checkExercise`. */
  prove?: typeof checkExercise;
  /** The clock every example is to run by, whatever it says itself. */
  clock?: Task['clock'] | undefined;
  /** Told of every run that is over. */
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  done: number;
  total: number;
  /** `chapter/id` of the example that is done. */
  name: string;
}

/** One run to be made: an example, on a host, for one of its expectations. */
export interface Assignment {
  task: Task;
  expectation: Expectation;
  host: Host;
}

/** On a real clock the machine's other work decides, too: only what fails every time is wrong. */
const REAL_ATTEMPTS = 5;

/** Judges everything; never rejects because of what a chapter contains. */
export async function check(chapters: readonly Chapter[], checking: Checking): Promise<Report> {
  const snippets = chapters.flatMap((chapter) => chapter.snippets);
  const assignments = assign(snippets, checking.hosts, checking.clock);
  const problems = new Map<Snippet, Problem[]>(snippets.map((snippet) => [snippet, []]));

  const exercises = chapters.flatMap((chapter) => chapter.exercises);
  const attempts = attemptSnippets(exercises);
  const diagnosing = checking.diagnose([...snippets, ...attempts]);
  // A failure is thrown by the await below; until then it must not count as unhandled.
  diagnosing.catch(() => {});
  const testers = checking.hosts.filter(({ openTests }) => openTests !== undefined);
  const progress = { done: 0, total: assignments.length + testers.length * exercises.length };
  const verdicts = new Map<Assignment, Problem | undefined>();
  const times = new Map<string, number>();
  const perform = async (assignment: Assignment) => {
    const { chapter, id } = assignment.task.snippet;
    const name = `${chapter}/${id}`;
    const onRun = (run: HostRun) => {
      if (run.kind === 'ran' && run.took !== undefined)
        times.set(name, Math.max(times.get(name) ?? 0, run.took));
    };
    verdicts.set(assignment, await judge(assignment, checking, onRun));
    progress.done++;
    checking.onProgress?.({ ...progress, name });
  };
  const isReal = ({ task }: Assignment) => task.clock === 'real';
  for (const host of checking.hosts) {
    const own = assignments.filter((assignment) => assignment.host === host && !isReal(assignment));
    await mapPool(own, host.concurrency, perform);
  }
  const unproved = new Map<Exercise, Problem[]>();
  const prove = checking.prove ?? checkExercise;
  for (const host of testers)
    await mapPool(exercises, host.concurrency, async (exercise) => {
      const found = await prove(exercise, host);
      unproved.set(exercise, [...(unproved.get(exercise) ?? []), ...found]);
      progress.done++;
      checking.onProgress?.({ ...progress, name: `${exercise.chapter}/${exercise.id}` });
    });
  // What is measured in real time is left alone with the machine: after the type-check, one by one.
  await diagnosing;
  for (const assignment of assignments.filter(isReal)) await perform(assignment);

  const owners = new Map([...snippets, ...attempts].map((owner) => [`${owner.chapter}/${owner.id}`, owner]));
  const wrongAttempts: Problem[] = [];
  for (const diagnostic of await diagnosing) {
    const snippet = owners.get(diagnostic.snippet);
    if (snippet) (problems.get(snippet) ?? wrongAttempts).push(toProblem(snippet, diagnostic));
  }
  for (const assignment of assignments) {
    const verdict = verdicts.get(assignment);
    const found = problems.get(assignment.task.snippet);
    if (verdict && !found?.some((problem) => explains(problem, verdict))) found?.push(verdict);
  }
  const assigned = new Set(assignments.map(({ task }) => task.snippet));
  return {
    chapters: chapters.map((chapter) => {
      const own = chapter.exercises.flatMap((exercise) => unproved.get(exercise) ?? []);
      const typed = wrongAttempts.filter(({ path }) => path === chapter.path);
      return reportChapter(chapter, assigned, problems, [...withoutRepeats(typed, problems), ...own]);
    }),
    hosts: checking.hosts.map((host) => reportHost(host, snippets, verdicts)),
    times: [...times].map(([name, ms]) => ({ name, ms })),
  };
}

/** Attempts share files with each other and with the starter: an error in one of those is said once. */
function withoutRepeats(found: readonly Problem[], others: ReadonlyMap<Snippet, Problem[]>): Problem[] {
  const keyOf = ({ path, range: { start }, code, message }: Problem) =>
    [path, start.line, start.column, code, message].join('\n');
  const seen = new Set([...others.values()].flat().map(keyOf));
  return found.filter((problem) => !seen.has(keyOf(problem)) && seen.add(keyOf(problem)));
}

/** Whether a type error says already why a run went wrong: it made the program impossible, or fail on that very line. */
function explains(problem: Problem, verdict: Problem): boolean {
  if (problem.code !== 'type-error' && problem.code !== 'syntax-error') return false;
  if (verdict.code === 'not-runnable') return true;
  return verdict.code === 'uncaught-error' && verdict.range.start.line === problem.range.start.line;
}

/** The runs to make, in the order of hosts, examples and expectations. */
export function assign(
  snippets: readonly Snippet[],
  hosts: readonly Host[],
  clock?: Task['clock'],
): Assignment[] {
  return hosts.flatMap((host) =>
    snippets.flatMap((snippet) =>
      expectationsToRun(snippet).flatMap((expectation) => {
        const wanted = expectation.host === 'any' ? snippet.host : expectation.host;
        const flavour = wanted === 'any' ? host.flavours[0] : host.flavours.find((name) => name === wanted);
        if (!flavour || (!host.hasBuiltins && needsNode(snippet))) return [];
        const ownClock = clock ?? snippet.clock;
        const used = host.clocks.includes(ownClock) ? ownClock : (host.clocks[0] ?? 'real');
        return [{ host, expectation, task: { snippet, flavour, clock: used } }];
      }),
    ),
  );
}

const needsNode = ({ files }: Snippet) =>
  namesBuiltins(Object.fromEntries(files.map(({ name, code }) => [name, code])));

/** A recorded output cannot be repeated here. */
function expectationsToRun(snippet: Snippet): Expectation[] {
  return snippet.mode === 'run' ? snippet.expectations.filter(({ recorded }) => recorded === undefined) : [];
}

async function judge(
  { host, task, expectation }: Assignment,
  { run }: Checking,
  onRun: (run: HostRun) => void,
): Promise<Problem | undefined> {
  const { snippet, clock } = task;
  const isTolerant = clock === 'real' && snippet.clock !== 'real';
  const attempts = clock === 'real' ? REAL_ATTEMPTS : 1;
  let verdict: Problem | undefined;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const made = await run(host, task);
    onRun(made);
    verdict = judgeRun(
      { snippet, expectation, host: host.name, isReference: host.name === 'engine', isTolerant },
      made,
    );
    if (!verdict || verdict.code === 'never-ends') break;
  }
  return verdict;
}

function reportChapter(
  chapter: Chapter,
  assigned: ReadonlySet<Snippet>,
  found: ReadonlyMap<Snippet, Problem[]>,
  ofExercises: readonly Problem[],
): ChapterReport {
  const ran = chapter.snippets.filter((snippet) => assigned.has(snippet));
  const others = chapter.snippets.filter((snippet) => !assigned.has(snippet));
  const idsOf = (snippets: readonly Snippet[]) => snippets.map(({ id }) => id);
  const runnable = others.filter(({ mode }) => mode === 'run');
  const isRecorded = (snippet: Snippet) => expectationsToRun(snippet).length === 0;
  return {
    path: chapter.path,
    run: idsOf(ran),
    checkOnly: others
      .filter(({ mode }) => mode === 'check-only')
      .map(({ id, reason }) => ({ id, reason: reason ?? 'no reason given' })),
    recorded: idsOf(runnable.filter(isRecorded)),
    elsewhere: idsOf(runnable.filter((snippet) => !isRecorded(snippet))),
    exercises: chapter.exercises.map(({ id }) => id),
    problems: [
      ...chapter.problems,
      ...chapter.snippets.flatMap((snippet) => found.get(snippet) ?? []),
      ...ofExercises,
    ].sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column),
  };
}

function reportHost(
  host: Host,
  snippets: readonly Snippet[],
  verdicts: ReadonlyMap<Assignment, Problem | undefined>,
): HostReport {
  const own = [...verdicts].filter(([assignment]) => assignment.host === host);
  const ran = new Set(own.map(([{ task }]) => task.snippet));
  const runnable = snippets.filter((snippet) => expectationsToRun(snippet).length > 0);
  return {
    name: host.name,
    run: own.length,
    wrong: own.filter(([, verdict]) => verdict !== undefined).length,
    skipped: runnable.filter((snippet) => !ran.has(snippet)).length,
  };
}
