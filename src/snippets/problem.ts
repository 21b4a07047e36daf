import type { SourceProblem } from './snippet.ts';

/** A problem whose file is known from the context. */
export type Problem = Omit<SourceProblem, 'path'>;

/** Orders problems as they stand in the chapter. */
export function byPosition(a: Problem, b: Problem): number {
  return a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column;
}

/**
 * Says a problem as people read it: `path:line:column` with 1-based numbers as editors count, then what is wrong,
 * what was expected, what was found and what to write instead, each on its own line. No line end at the end.
 */
export function formatProblem(problem: SourceProblem): string {
  const { line, column } = problem.range.start;
  const rows: [string, string | undefined][] = [
    ['expected', problem.expected],
    ['found', problem.found],
    ['advice', problem.advice],
  ];
  return [
    `${problem.path}:${line + 1}:${column + 1} ${problem.message} (${problem.code})`,
    ...rows.flatMap(([label, text]) =>
      text === undefined ? [] : [`  ${label}: ${text.replaceAll('\n', '\n    ')}`],
    ),
  ].join('\n');
}
