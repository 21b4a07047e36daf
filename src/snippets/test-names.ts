/** Reads which tests a file of tests has: the page has to know beforehand which results it waits for. */
import { parse } from '@babel/parser';
import type { Problem } from './problem.ts';
import type { SnippetFile } from './snippet.ts';
import { inChapter, rangeOf } from './text.ts';

/** The functions of `worlds/test.ts` that define a test. */
const definers = new Set(['test', 'property']);
/** The file that tests import. */
export const testLibrary = 'worlds/test.ts';

interface Call {
  type: string;
  start?: number | null;
  end?: number | null;
  callee?: { type: string; name?: string };
  arguments?: { type: string; value?: unknown; start?: number | null; end?: number | null }[];
}

/** Names in the order of the file. A file that does not parse has none: the type check reports it better. */
export function readTests(file: SnippetFile): { names: string[]; problems: Problem[] } {
  const names: string[] = [];
  const problems: Problem[] = [];
  const body = bodyOf(file.code);
  if (!body) return { names, problems };
  for (const statement of body) {
    const call = callIn(statement);
    const definer = call?.callee?.name;
    if (call?.callee?.type !== 'Identifier' || definer === undefined || !definers.has(definer)) continue;
    const name = call.arguments?.[0];
    const start = name?.start ?? call.start ?? 0;
    const range = rangeOf(inChapter(file, start), Math.max(1, (name?.end ?? start + 4) - start));
    if (name?.type !== 'StringLiteral' || typeof name.value !== 'string' || name.value.trim() === '')
      problems.push({
        range,
        code: 'test-without-name',
        message: 'The name of a test stands in the call itself.',
        expected: `\`${definer}('what has to hold', …)\``,
        found: file.code.slice(start, name?.end ?? start).split('\n')[0] || 'nothing',
      });
    else if (names.includes(name.value))
      problems.push({
        range,
        code: 'duplicate-test',
        message: `Two tests are called \`${name.value}\`.`,
        expected: 'a name for each test',
        found: 'the same name again',
      });
    else names.push(name.value);
  }
  if (names.length === 0 && problems.length === 0)
    problems.push({
      range: rangeOf(file.fence.start, 3),
      code: 'no-tests',
      message: 'There is no test in this fence.',
      expected: "`test('what has to hold', () => { … })` or `property(…)` as a statement of its own",
      found: 'none',
      advice: `Import them: import { expect, test } from './${testLibrary}';`,
    });
  return { names, problems };
}

function bodyOf(code: string): readonly object[] | undefined {
  try {
    return parse(code, {
      sourceType: 'module',
      plugins: ['typescript'],
      errorRecovery: true,
      attachComment: false,
    }).program.body;
  } catch {
    return undefined;
  }
}

/** The call a statement consists of. */
function callIn(statement: object): Call | undefined {
  const { type, expression } = statement as { type: string; expression?: Call };
  return type === 'ExpressionStatement' && expression?.type === 'CallExpression' ? expression : undefined;
}
