/** The report as JSON, for tools: lines and columns from 1, as editors count. */
import type { Problem } from '../problem.ts';
import type { Report } from '../report.ts';

/** `{ version, examples, problems }`, indented; ends with a line end. */
export function renderJson({ chapters }: Report): string {
  const sum = (list: (chapter: Report['chapters'][number]) => readonly unknown[]) =>
    chapters.reduce((total, chapter) => total + list(chapter).length, 0);
  const report = {
    version: 1,
    examples: {
      run: sum(({ run }) => run),
      onlyTypeChecked: chapters.flatMap(({ path, checkOnly }) =>
        checkOnly.map(({ id, reason }) => ({ path, example: id, reason })),
      ),
      recorded: sum(({ recorded }) => recorded),
      notForTheseHosts: sum(({ elsewhere }) => elsewhere),
    },
    exercises: sum(({ exercises }) => exercises),
    problems: chapters.flatMap(({ problems }) => problems.map(toEntry)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function toEntry({
  path,
  range: { start, end },
  code,
  snippet,
  host,
  message,
  expected,
  found,
  advice,
}: Problem) {
  return {
    path,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    code,
    example: snippet,
    host,
    message,
    expected,
    found,
    advice,
  };
}
