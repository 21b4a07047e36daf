/** Problems as workflow commands: GitHub shows each at its line of the pull request. */
import type { Problem } from '../problem.ts';
import type { Report } from '../report.ts';
import { count } from '../text.ts';

/** One command a problem, and a line for those who read the log. */
export function renderGithub({ chapters }: Report): string {
  const problems = chapters.flatMap((chapter) => chapter.problems);
  const wrong = chapters.filter((chapter) => chapter.problems.length > 0).length;
  const verdict =
    problems.length === 0
      ? `${count(chapters.length, 'chapter')}: all fine`
      : `${count(problems.length, 'problem')} in ${count(wrong, 'chapter')}`;
  return [...problems.map(toCommand), verdict, ''].join('\n');
}

function toCommand({
  path,
  range: { start, end },
  code,
  snippet,
  message,
  expected,
  found,
  advice,
}: Problem): string {
  const properties = {
    file: path,
    line: start.line + 1,
    col: start.column + 1,
    // A column of another line would be taken for one of the first.
    ...(end.line === start.line && { endColumn: end.column + 1 }),
    title: snippet ? `${code} (${snippet})` : code,
  };
  const facts = { expected, found, 'to do': advice };
  const text = [
    message,
    ...Object.entries(facts).flatMap(([label, fact]) => (fact === undefined ? [] : [`${label}: ${fact}`])),
  ].join('\n');
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::error ${list.join(',')}::${escapeData(text)}`;
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
