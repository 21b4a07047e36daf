/**
 * What compilation does to a module's text: insert, and blank out. Nothing is moved and no line end is added or
 * removed, so a position in the result is a position in the source plus what was inserted before it on that line.
 */

const lineEnd = /\r\n|[\n\r\u2028\u2029]/g;
const notLineEnd = /[^\n\r\u2028\u2029]/g;

interface Insertion {
  at: number;
  text: string;
}

interface Blank {
  start: number;
  end: number;
  /** Characters left in place of the first and the last blank. */
  first: string;
  last: string;
}

export interface EditedText {
  text: string;
  /** Per 0-based line: `[column, length, …]`, columns in the edited text, ascending. */
  insertions: number[][];
}

/** Collects edits in any order; among insertions at one offset the order of the calls counts. */
export class Edits {
  readonly source: string;
  readonly #insertions: Insertion[] = [];
  readonly #blanks: Blank[] = [];

  constructor(source: string) {
    this.source = source;
  }

  insert(at: number, text: string): void {
    this.#insertions.push({ at, text });
  }

  /** Replaces `[start, end)` by as many blanks, keeping line ends; `first` and `last` may put a character at an end. */
  blank(start: number, end: number, first = '', last = ''): void {
    if (start < end) this.#blanks.push({ start, end, first, last });
  }

  /** The edited text behind `header`, which counts as an insertion and contains no line end. */
  apply(header: string): EditedText {
    const { source } = this;
    const insertions = this.#insertions.sort((a, b) => a.at - b.at);
    const blanks = this.#blanks.sort((a, b) => a.start - b.start);
    const starts = lineStarts(source);
    const result: number[][] = starts.map(() => []);
    let line = 0;
    let shift = 0;
    let nextBlank = 0;
    let done = 0;
    let text = '';

    const copyTo = (end: number): void => {
      while (nextBlank < blanks.length) {
        const blank = blanks[nextBlank] as Blank;
        if (blank.start >= end) break;
        if (blank.start < done || blank.end > end) throw new Error('an edit lies inside a blanked range');
        text += source.slice(done, blank.start) + blankText(source, blank);
        done = blank.end;
        nextBlank++;
      }
      text += source.slice(done, end);
      done = end;
    };
    const insert = (at: number, inserted: string): void => {
      if (inserted === '') return;
      copyTo(at);
      while (line + 1 < starts.length && (starts[line + 1] as number) <= at) {
        line++;
        shift = 0;
      }
      const column = at - (starts[line] as number) + shift;
      const list = result[line] as number[];
      const last = list.length - 2;
      if (last >= 0 && (list[last] as number) + (list[last + 1] as number) === column) {
        list[last + 1] = (list[last + 1] as number) + inserted.length;
      } else {
        list.push(column, inserted.length);
      }
      shift += inserted.length;
      text += inserted;
    };

    insert(0, header);
    for (const { at, text: inserted } of insertions) insert(at, inserted);
    copyTo(source.length);
    return { text, insertions: result };
  }
}

/** Offsets at which lines begin, as ECMAScript counts lines. */
export function lineStarts(source: string): number[] {
  const starts = [0];
  for (const match of source.matchAll(lineEnd)) starts.push(match.index + match[0].length);
  return starts;
}

function blankText(source: string, { start, end, first, last }: Blank): string {
  const spaces = source.slice(start, end).replace(notLineEnd, ' ');
  return first + spaces.slice(first.length, spaces.length - last.length) + last;
}
