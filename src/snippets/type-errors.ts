/** The announcements of type errors: `// @errors: 2345` directly above the offending line. */
import type { Problem } from './problem.ts';
import type { ExpectedTypeError, SnippetFile } from './snippet.ts';
import { inChapter, rangeOf, splitLines } from './text.ts';

const announcement = /^\/\/ @errors: (\d{4,5}(?: \d{4,5})*)$/;
const attempt = /^\/\/\s*@errors?(?![\w-])/i;

/**
 * Reads the announcements of a file, one entry for each code.
 *
 * @param comments Offsets of the file's line comments: in a template literal such a line announces nothing. Undefined
 *   when the file does not parse; then every line that looks like an announcement is one.
 */
export function readTypeErrors(
  file: SnippetFile,
  comments: ReadonlySet<number> | undefined,
): { typeErrors: ExpectedTypeError[]; problems: Problem[] } {
  const typeErrors: ExpectedTypeError[] = [];
  const problems: Problem[] = [];
  const lines = splitLines(file.code);
  for (const [line, { text, offset }] of lines.entries()) {
    const written = text.trim();
    const start = offset + text.indexOf(written);
    if (!attempt.test(written) || comments?.has(start) === false) continue;
    const range = rangeOf(inChapter(file, start), written.length);
    const codes = announcement.exec(written)?.[1];
    const isFollowed = lines.slice(line + 1).some((next) => !/^\s*(?:\/\/.*)?$/.test(next.text));
    if (codes === undefined)
      problems.push({
        range,
        code: 'malformed-errors',
        message: 'The announcement of a type error is not written like this.',
        expected:
          '`// @errors:`, a space, and the numbers of the errors with spaces between them, nothing else',
        found: `\`${written}\``,
        advice: `Write: // @errors: ${written.match(/\d{4,5}/g)?.join(' ') ?? '2345'}`,
      });
    else if (!isFollowed)
      problems.push({
        range,
        code: 'misplaced-errors',
        message: 'No code follows this announcement of a type error.',
        expected: '`// @errors:` directly above the line with the error',
        found: 'the end of the file',
      });
    else for (const code of codes.split(' ')) typeErrors.push({ code: Number(code), file: file.name, line });
  }
  return { typeErrors, problems };
}
