/** The lines of a chapter around a problem, as a reader of the report sees them. */
import type { Range } from '../snippets/snippet.ts';
import { splitLines } from '../snippets/text.ts';
import type { Style } from './style.ts';
import { clipAround, displayWidth, showControls } from './text.ts';

const WIDTH = 110;

/** The range's first line marked, with one line before and after, and carets under the range. */
export function codeFrame(source: string, range: Range, style: Style): string[] {
  const lines = splitLines(source).map(({ text }) => text);
  const line = Math.min(range.start.line, lines.length - 1);
  const first = Math.max(0, line - 1);
  const last = Math.min(lines.length - 1, line + 1);
  const digits = String(last + 1).length;
  const gutter = (mark: string, number: string) => style.faint(`${mark} ${number.padStart(digits)} │`);

  const frame: string[] = [];
  for (let index = first; index <= last; index++) {
    const raw = lines[index] ?? '';
    if (index !== line) {
      frame.push(
        `${gutter(' ', String(index + 1))} ${showControls(clipAround(raw, 0, WIDTH).text)}`.trimEnd(),
      );
      continue;
    }
    const { text, column } = clipAround(raw, range.start.column, WIDTH);
    const end = range.end.line === line ? column + range.end.column - range.start.column : text.length;
    const before = displayWidth(showControls(text.slice(0, column)));
    const carets = Math.max(1, displayWidth(showControls(text.slice(column, end)).trimEnd()));
    frame.push(`${style.bad('>')}${gutter('', String(index + 1))} ${showControls(text)}`.trimEnd());
    frame.push(`${gutter(' ', '')} ${' '.repeat(before)}${style.bad('^'.repeat(carets))}`);
  }
  return frame;
}
