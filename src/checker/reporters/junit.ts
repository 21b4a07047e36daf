/** The report as JUnit XML: a suite for each chapter, a case for each example, one more for what concerns the chapter itself. */
import type { Problem } from '../problem.ts';
import type { ChapterReport, Report } from '../report.ts';

/** An XML document; ends with a line end. */
export function renderJunit({ chapters }: Report): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...chapters.map(suite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(chapter: ChapterReport): string {
  const { path, run, checkOnly, recorded, elsewhere, exercises, problems } = chapter;
  const skipped = new Map([
    ...recorded.map((id): [string, string] => [id, 'recorded: its run cannot be repeated here']),
    ...elsewhere.map((id): [string, string] => [id, 'for none of these hosts']),
  ]);
  const examples = new Set([...run, ...checkOnly.map(({ id }) => id), ...skipped.keys(), ...exercises]);
  const ownerOf = ({ snippet = '' }: Problem) => {
    const [id = ''] = snippet.split('/');
    return examples.has(id) ? id : '';
  };
  const problemsOf = Map.groupBy(problems, ownerOf);
  const cases = [...examples, ...(problemsOf.has('') ? [''] : [])].map((id) => {
    const found = (problemsOf.get(id) ?? []).map(failure);
    const reason = skipped.get(id);
    const body = found.length > 0 ? found : reason ? [`      <skipped message="${escapeXml(reason)}"/>`] : [];
    const open = `    <testcase classname="${escapeXml(path)}" name="${escapeXml(id || 'chapter')}"`;
    return body.length > 0 ? [`${open}>`, ...body, '    </testcase>'].join('\n') : `${open}/>`;
  });
  const head = `  <testsuite name="${escapeXml(path)}" tests="${cases.length}" failures="${problemsOf.size}">`;
  return [head, ...cases, '  </testsuite>'].join('\n');
}

function failure({ path, range: { start }, code, message, expected, found, advice }: Problem): string {
  const facts = { expected, found, 'to do': advice };
  const text = [
    `${path}:${start.line + 1}:${start.column + 1}`,
    message,
    ...Object.entries(facts).flatMap(([label, fact]) => (fact === undefined ? [] : [`${label}: ${fact}`])),
  ].join('\n');
  return `      <failure type="${escapeXml(code)}" message="${escapeXml(message.split('\n')[0] ?? '')}">${escapeXml(text)}</failure>`;
}

function escapeXml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // XML 1.0 has no way to write most control characters.
      .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
  );
}
