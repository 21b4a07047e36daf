/** Conditions on numbers inside a line of `output match`: `{>= 100}`, `{100..130}`, `{number}`. */

/** A line of an `output match` fence, taken apart: text that must stand as it is, and conditions. */
export type LinePattern = (string | Condition)[];

export interface Condition {
  /** As written, with its braces. */
  written: string;
  holds: (value: number) => boolean;
}

/** The forms a condition can have, for messages. */
export const conditionForms = '`{>= 100}`, `{> 0}`, `{<= 5}`, `{< 5}`, `{100..130}` or `{number}`';

const number = String.raw`-?\d+(?:\.\d+)?`;
const condition = new RegExp(
  String.raw`\{(?:(number)|(>=|<=|>|<) ?(${number})|(${number})\.\.(${number}))\}`,
  'g',
);
/** What was surely meant to be a condition: an object a program prints has a space or a quote after its brace. */
const attempt = /\{\s*(?:numbers?\b|[<>=≥≤]|-?[\d.]+\s*(?:\.\.|-))[^}]*\}?/g;
/** A number as `console.log` prints it. */
const printed = '(-?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|Infinity))';

/** Takes a line apart. `{ a: 1 }` and every other brace that is no condition stays text. */
export function parsePattern(line: string): LinePattern {
  const parts: LinePattern = [];
  let end = 0;
  for (const match of line.matchAll(condition)) {
    if (match.index > end) parts.push(line.slice(end, match.index));
    const [written, any, comparison, limit, from, to] = match;
    parts.push({
      written,
      holds: any ? () => true : compare(comparison, Number(limit), Number(from), Number(to)),
    });
    end = match.index + written.length;
  }
  if (end < line.length || parts.length === 0) parts.push(line.slice(end));
  return parts;
}

function compare(operator: string | undefined, limit: number, from: number, to: number): Condition['holds'] {
  switch (operator) {
    case '>=':
      return (value) => value >= limit;
    case '<=':
      return (value) => value <= limit;
    case '>':
      return (value) => value > limit;
    case '<':
      return (value) => value < limit;
    default:
      return (value) => value >= from && value <= to;
  }
}

/** What is wrong with the conditions of a line: the column and text of each mistake. */
export function findPatternMistakes(line: string): { column: number; written: string; message: string }[] {
  const mistakes: { column: number; written: string; message: string }[] = [];
  let lastEnd = -1;
  for (const { 0: written, index, 4: from, 5: to } of line.matchAll(condition)) {
    if (index === lastEnd)
      mistakes.push({
        column: index,
        written,
        message: 'Two conditions touch: nobody can say where one number ends.',
      });
    if (from !== undefined && Number(from) > Number(to))
      mistakes.push({ column: index, written, message: `No number satisfies \`${written}\`.` });
    lastEnd = index + written.length;
  }
  // Blanked, not removed, so that columns hold.
  const rest = line.replace(condition, (written) => ' '.repeat(written.length));
  for (const { 0: written, index } of rest.matchAll(attempt))
    mistakes.push({
      column: index,
      written: written.trimEnd(),
      message: `\`${written.trimEnd()}\` is not a condition.`,
    });
  return mistakes.sort((a, b) => a.column - b.column);
}

/** True when `actual` is the pattern's text with numbers that satisfy its conditions. */
export function matchesPattern(pattern: LinePattern, actual: string): boolean {
  return explainPattern(pattern, actual) === undefined;
}

/** Why `actual` does not satisfy the pattern, in a few words; nothing when it does. */
export function explainPattern(pattern: LinePattern, actual: string): string | undefined {
  const numbers = numbersIn(pattern, actual);
  if (!numbers) return 'the text differs';
  const conditions = pattern.filter((part) => typeof part !== 'string');
  for (const [index, { written, holds }] of conditions.entries()) {
    const value = numbers[index] ?? '';
    if (!holds(Number(value))) return `${value} is not ${written}`;
  }
  return undefined;
}

/** The numbers, as printed, in the places of the pattern's conditions; undefined when the text around them differs. */
export function numbersIn(pattern: LinePattern, actual: string): string[] | undefined {
  const source = pattern.map((part) => (typeof part === 'string' ? RegExp.escape(part) : printed)).join('');
  return new RegExp(`^${source}$`).exec(actual)?.slice(1);
}
