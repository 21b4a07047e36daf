/** Sets the type errors an author announced against those that happened. */
import type { ExpectedTypeError, Snippet } from '../snippets/snippet.ts';
import type { Diagnostic, MissingTypeError, TypeProblem } from './diagnostic.ts';

/**
 * Removes the announced errors from `problems` (all of one snippet) and adds one `missing-type-error` for each
 * announcement that nothing answered.
 */
export function settleExpectedErrors(snippet: Snippet, problems: TypeProblem[]): Diagnostic[] {
  const announced = snippet.typeErrors.map((error) => ({ ...error, target: targetLine(snippet, error) }));
  const unannounced = problems.filter(
    (problem) => !announced.some((error) => error.code === problem.code && isAt(problem, error)),
  );
  const missing = announced
    .filter((error) => !problems.some((problem) => error.code === problem.code && isAt(problem, error)))
    .map((error): MissingTypeError => {
      const inFile = problems.filter((problem) => problem.file === error.file);
      return {
        kind: 'missing-type-error',
        ...announcementPlace(snippet, error),
        code: error.code,
        target: error.target,
        elsewhere: inFile.filter((problem) => problem.code === error.code).map((problem) => problem.line),
        instead: inFile.filter((problem) => problem.line === error.target).map((problem) => problem.code),
      };
    });
  return [...unannounced, ...missing].sort(byPlace(snippet));
}

function isAt(problem: TypeProblem, error: { file: string; target: number }): boolean {
  return problem.file === error.file && problem.line === error.target;
}

/** The first line after the announcement that is neither empty nor a `//` comment. */
function targetLine(snippet: Snippet, error: ExpectedTypeError): number {
  const lines = linesOf(snippet, error.file);
  for (let line = error.line + 1; line < lines.length; line++) {
    if (!/^\s*(\/\/.*)?$/.test(lines[line] ?? '')) return line;
  }
  return error.line + 1;
}

function announcementPlace(snippet: Snippet, error: ExpectedTypeError) {
  const text = linesOf(snippet, error.file)[error.line] ?? '';
  const found = new RegExp(`\\b${error.code}\\b`).exec(text);
  return {
    snippet: `${snippet.chapter}/${snippet.id}`,
    file: error.file,
    line: error.line,
    column: found?.index ?? 0,
    length: found ? found[0].length : Math.max(1, text.length),
  };
}

function linesOf(snippet: Snippet, file: string): string[] {
  return snippet.files.find((candidate) => candidate.name === file)?.code.split('\n') ?? [];
}

function byPlace(snippet: Snippet) {
  const order = new Map(snippet.files.map((file, index) => [file.name, index]));
  return (a: Diagnostic, b: Diagnostic) =>
    (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || a.column - b.column;
}
