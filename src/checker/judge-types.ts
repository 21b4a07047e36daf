/** Type-checking's findings as problems of the chapter. */
import type { Snippet } from '../snippets/snippet.ts';
import type { Diagnostic, MissingTypeError, TypeProblem } from '../typecheck/diagnostic.ts';
import { locate } from './locate.ts';
import type { Problem } from './problem.ts';

/** TypeScript's "cannot find name 'process'" and its like: names only Node knows. */
const NODE_NAMES = new Set([2580, 2591]);
const NOT_ERASABLE = 1294;

/** The problem a diagnostic of this snippet is. */
export function toProblem(snippet: Snippet, diagnostic: Diagnostic): Problem {
  const range = locate(snippet, diagnostic.file, diagnostic, diagnostic.length);
  const place = { path: snippet.path, range, snippet: snippet.id };
  return diagnostic.kind === 'type-error'
    ? { ...place, ...typeError(diagnostic) }
    : { ...place, ...missingTypeError(snippet, diagnostic) };
}

function typeError({ code, message }: TypeProblem): Pick<Problem, 'code' | 'message' | 'advice'> {
  const [said = '', ...chain] = message.split('\n');
  // What TypeScript recommends for Node's names is meant for programs with a package.json.
  const first = NODE_NAMES.has(code) ? said.replace(/ Do you need to install .*/, '') : said;
  return {
    code: isSyntax(code) ? 'syntax-error' : 'type-error',
    message: [`TS${code}: ${first}`, ...chain].join('\n'),
    advice: adviceFor(code),
  };
}

function adviceFor(code: number): string {
  if (NODE_NAMES.has(code))
    return 'Only Node knows this name: add `host=node` to the example, or do without.';
  if (code === NOT_ERASABLE) {
    return 'Examples run with their types taken away, nothing else: write an object or a union instead of an enum, a module instead of a namespace, a field instead of a parameter property.';
  }
  if (isSyntax(code)) return 'Mend the program.';
  return `Mend the program, or announce the error on the line above: // @errors: ${code}`;
}

/** TypeScript numbers what its parser and its grammar checks refuse from 1000 on. */
function isSyntax(code: number): boolean {
  return code < 2000;
}

function missingTypeError(
  snippet: Snippet,
  { code, file, target, elsewhere, instead }: MissingTypeError,
): Pick<Problem, 'code' | 'message' | 'expected' | 'found' | 'advice'> {
  const chapterLine = (line: number) => locate(snippet, file, { line, column: 0 }).start.line + 1;
  const others = [...new Set(instead)].map((other) => `TS${other}`);
  const [elsewhereLine] = elsewhere;
  return {
    code: 'missing-type-error',
    message: 'An announced type error does not happen.',
    expected: `TS${code} on line ${chapterLine(target)}`,
    found: [
      others.length > 0 ? `${others.join(', ')} on that line` : 'no error on that line',
      ...(elsewhereLine === undefined ? [] : [`TS${code} on line ${chapterLine(elsewhereLine)}`]),
    ].join('; '),
    advice:
      elsewhereLine !== undefined
        ? `Move the announcement directly above line ${chapterLine(elsewhereLine)}, or remove it.`
        : others.length > 0
          ? `Write: // @errors: ${[...new Set(instead)].join(' ')}`
          : `Remove ${code} from the announcement, or make the program wrong again.`,
  };
}
