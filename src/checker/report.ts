/** What a check found out, and how it reads on a terminal. */
import type { OutputRow } from '../snippets/output.ts';
import { codeFrame } from './code-frame.ts';
import type { Problem } from './problem.ts';
import type { Style } from './style.ts';
import { clipAround, count, displayWidth, showControls } from './text.ts';

export interface Report {
  chapters: ChapterReport[];
  hosts: HostReport[];
  /** Real ms of the examples that were run now, or whose run is remembered, by `chapter/id`. */
  times?: { name: string; ms: number }[];
}

export interface ChapterReport {
  /** Relative to the project, with `/`. */
  path: string;
  /** Ids of the examples that were run, on whatever host. */
  run: string[];
  /** Examples that are only type-checked, and why. */
  checkOnly: { id: string; reason: string }[];
  /** Ids of the examples whose output was recorded elsewhere. */
  recorded: string[];
  /** Ids of the examples that none of the asked hosts can run. */
  elsewhere: string[];
  /** Ids of the exercises; the starter of each is among the examples. */
  exercises: string[];
  problems: Problem[];
}

/** How a host did. */
export interface HostReport {
  name: string;
  /** Runs; an example with an output for each host counts once for each it was run for. */
  run: number;
  wrong: number;
  /** Examples that are not for this host. */
  skipped: number;
}

const WIDTH = 110;
/** At most this many lines of two outputs are shown. */
const MAX_ROWS = 40;

export interface Rendering {
  style: Style;
  /** The chapters' texts by path, for code frames. */
  sources: ReadonlyMap<string, string>;
  /** Columns of the terminal; where they suffice, two outputs stand side by side. */
  columns?: number | undefined;
  /** How many of the slowest examples are named; none by default. */
  slowest?: number;
}

/** The whole report as text; ends with a line end. */
export function renderReport(report: Report, { style, sources, columns, slowest = 0 }: Rendering): string {
  const blocks: string[] = [];
  for (const chapter of report.chapters) {
    blocks.push(chapterLine(chapter, style));
    for (const problem of chapter.problems) {
      blocks.push('', indent(renderProblem(problem, sources.get(problem.path) ?? '', style, columns), 2));
    }
    if (chapter.problems.length > 0) blocks.push('');
  }
  if (report.hosts.length > 1) blocks.push('', hostTable(report.hosts));
  if (slowest > 0) blocks.push('', slowestTable(report.times ?? [], slowest));
  blocks.push('', closingLine(report, style));
  return `${blocks
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')}\n`;
}

export function countProblems(report: Report): number {
  return report.chapters.reduce((sum, { problems }) => sum + problems.length, 0);
}

function examplesOf({ run, checkOnly, recorded, elsewhere }: ChapterReport): number {
  return run.length + checkOnly.length + recorded.length + elsewhere.length;
}

function chapterLine(chapter: ChapterReport, style: Style): string {
  const exercises = chapter.exercises.length;
  const examples = `${count(examplesOf(chapter), 'example')}${exercises > 0 ? `, ${count(exercises, 'exercise')}` : ''}`;
  const { length } = chapter.problems;
  return length === 0
    ? `${style.good('✓')} ${chapter.path}  ${examples}`
    : `${style.bad('✗')} ${style.strong(chapter.path)}  ${examples}, ${style.bad(count(length, 'problem'))}`;
}

/** One problem: place and kind, what is wrong, the lines of the chapter, expected against found, what to do. */
export function renderProblem(problem: Problem, source: string, style: Style, columns = 0): string {
  const { line, column } = problem.range.start;
  const about = [problem.snippet, problem.host && `on ${problem.host}`].filter(Boolean).join(' ');
  const rows = [
    `${style.strong(`${problem.path}:${line + 1}:${column + 1}`)} ${style.bad(problem.code)}${about && ` (${about})`}`,
    indent(showLines(problem.message), 2),
    '',
    ...codeFrame(source, problem.range, style).map((row) => indent(row, 2)),
    '',
  ];
  if (problem.rows) {
    // Indented by two, and once more in the report.
    const table = renderSideBySide(problem.rows, style, columns - 4) ?? renderRows(problem.rows, style);
    rows.push(...table.map((row) => indent(row, 2)), '');
  }
  const facts: [label: string, text: string | undefined][] = [
    // The rows of an output say both already.
    ...(problem.code === 'output-differs'
      ? []
      : ([
          ['expected:', problem.expected],
          ['found:', problem.found],
        ] satisfies [string, string | undefined][])),
    ...(problem.notes ?? []).map((note): [string, string] => ['note:', note]),
    ['to do:', problem.advice],
  ];
  for (const [label, text] of facts) {
    if (text === undefined) continue;
    const [first = '', ...rest] = showLines(text).split('\n');
    rows.push(`  ${style.faint(label.padEnd(9))} ${first}`, ...rest.map((row) => `${' '.repeat(12)}${row}`));
  }
  return rows.join('\n').trimEnd();
}

/** Expected lines with their numbers in the chapter, `-` before what is expected only, `+` before what was printed only. */
function renderRows(rows: readonly OutputRow[], style: Style): string[] {
  const numbers = rows.flatMap((row) => ('at' in row && row.at ? [String(row.at.line + 1)] : []));
  const digits = Math.max(0, ...numbers.map((number) => number.length));
  const line = (mark: ' ' | '-' | '+', text: string, number = '') => {
    const shown = `${mark} ${showControls(clipAround(text, 0, WIDTH).text)}`.trimEnd();
    const paint = mark === '-' ? style.bad : mark === '+' ? style.good : style.faint;
    return `${style.faint(`${number.padStart(digits)} │`)} ${paint(shown)}`.trimEnd();
  };
  const shown = rows.flatMap((row, index): string[] => {
    const number = 'at' in row && row.at ? String(row.at.line + 1) : '';
    if (row.kind === 'changed') return [line('-', row.expected, number), line('+', row.actual)];
    if (row.kind === 'missing') return [line('-', row.expected, number)];
    if (row.kind === 'extra') return [line('+', row.actual)];
    if (isNearChange(rows, index)) return [line(' ', row.actual, number)];
    return isNearChange(rows, index - 1) || index === 0 ? [style.faint(`${' '.repeat(digits)} │   …`)] : [];
  });
  const more =
    shown.length > MAX_ROWS ? [style.faint(`  … ${count(shown.length - MAX_ROWS, 'more line')}`)] : [];
  return [`${style.bad('- expected')}  ${style.good('+ printed')}`, ...shown.slice(0, MAX_ROWS), ...more];
}

/** Expected lines on the left, printed ones on the right; nothing where they do not fit into so many columns. */
function renderSideBySide(rows: readonly OutputRow[], style: Style, columns: number): string[] | undefined {
  const shown = rows.map((row) => ({
    mark: row.kind === 'same' ? ' ' : row.kind === 'missing' ? '-' : row.kind === 'extra' ? '+' : '~',
    number: 'at' in row && row.at ? String(row.at.line + 1) : '',
    left: 'expected' in row ? showControls(row.expected) : '',
    right: 'actual' in row ? showControls(row.actual) : '',
  }));
  const widest = (texts: string[]) => Math.max(...texts.map(displayWidth));
  const digits = widest(shown.map(({ number }) => number));
  const left = widest(['expected', ...shown.map((row) => row.left)]);
  const right = widest(['printed', ...shown.map((row) => row.right)]);
  if (digits + left + right + ' │ ~  │ '.length > columns) return undefined;
  const pad = (text: string) => text + ' '.repeat(left - displayWidth(text));
  const lines = shown.flatMap(({ mark, number, left: expected, right: printed }, index) => {
    const gutter = style.faint(`${number.padStart(digits)} │`);
    if (isNearChange(rows, index)) {
      const [a, b] = mark === ' ' ? [style.faint, style.faint] : [style.bad, style.good];
      return [`${gutter} ${mark} ${a(pad(expected))} ${style.faint('│')} ${b(printed)}`.trimEnd()];
    }
    return isNearChange(rows, index - 1) || index === 0
      ? [style.faint(`${' '.repeat(digits)} │   ${pad('…')} │ …`)]
      : [];
  });
  const more =
    lines.length > MAX_ROWS ? [style.faint(`  … ${count(lines.length - MAX_ROWS, 'more line')}`)] : [];
  const head = `${' '.repeat(digits)}     ${style.bad(pad('expected'))}   ${style.good('printed')}`;
  return [head, ...lines.slice(0, MAX_ROWS), ...more];
}

/** The examples that took longest, the slowest first. */
function slowestTable(times: NonNullable<Report['times']>, most: number): string {
  const shown = [...times].sort((a, b) => b.ms - a.ms).slice(0, most);
  const texts = shown.map(({ ms }) => `${ms.toFixed(1)} ms`);
  const width = Math.max(0, ...texts.map(({ length }) => length));
  const rows = shown.map(({ name }, index) => `  ${texts[index]?.padStart(width)}  ${name}`);
  return ['slowest:', ...(rows.length > 0 ? rows : ['  nothing was run'])].join('\n');
}

/** Whether a row stands at most two rows from one that differs. */
function isNearChange(rows: readonly OutputRow[], index: number): boolean {
  return rows.slice(Math.max(0, index - 2), index + 3).some(({ kind }) => kind !== 'same');
}

function hostTable(hosts: readonly HostReport[]): string {
  const rows = [
    ['host', 'run', 'fine', 'wrong', 'not for it'],
    ...hosts.map(({ name, run, wrong, skipped }) => [name, run, run - wrong, wrong, skipped].map(String)),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

function closingLine({ chapters, hosts }: Report, style: Style): string {
  const sum = (pick: (chapter: ChapterReport) => unknown[]) =>
    chapters.reduce((total, chapter) => total + pick(chapter).length, 0);
  const reasons = Map.groupBy(
    chapters.flatMap(({ checkOnly }) => checkOnly.map(({ reason }) => reason)),
    (reason) => reason,
  );
  const why = [...reasons]
    .map(([reason, same]) => (same.length > 1 ? `${same.length} × ${reason}` : reason))
    .join('; ');
  const elsewhere = sum((chapter) => chapter.elsewhere);
  const parts = [
    `${sum(({ run }) => run)} run`,
    `${sum(({ checkOnly }) => checkOnly)} only type-checked${why && ` (${why})`}`,
    `${sum(({ recorded }) => recorded)} recorded`,
    ...(elsewhere > 0 ? [`${elsewhere} not for ${hosts.map(({ name }) => name).join(', ')}`] : []),
  ];
  const exercises = sum((chapter) => chapter.exercises);
  if (exercises > 0) parts.push(count(exercises, 'exercise'));
  const total = chapters.reduce((number, chapter) => number + examplesOf(chapter), 0);
  const wrong = chapters.filter(({ problems }) => problems.length > 0).length;
  const problems = sum(({ problems }) => problems);
  const verdict =
    problems === 0
      ? style.good('all fine')
      : style.bad(`${count(problems, 'problem')} in ${count(wrong, 'chapter')}`);
  return `${count(total, 'example')}: ${parts.join(', ')} – ${verdict}`;
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

function showLines(text: string): string {
  return text
    .split('\n')
    .map((line) => showControls(clipAround(line, 0, 4 * WIDTH).text))
    .join('\n');
}
