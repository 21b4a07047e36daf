/**
 * "Predict first": what to ask a reader before a run, made from what the run printed and what is allowed. Pure; nothing
 * here is written by hand for an example.
 */
import type { Derived } from '../../trace/derive.ts';
import type { Lifetime } from '../../trace/live.ts';
import { mostAtOnce } from '../../trace/summarise.ts';

/** A part of an expected output, as the book's fences say it. The parts follow each other. */
export type ExpectedPart =
  | { kind: 'exact'; lines: readonly string[] }
  | { kind: 'unordered'; lines: readonly string[] }
  | { kind: 'interleaved'; sequences: readonly (readonly string[])[] }
  | { kind: 'any-of'; options: readonly (readonly string[])[] }
  /** Lines with conditions in place of numbers. */
  | { kind: 'match'; lines: readonly string[] };

/** What the reader is asked. At least one part is there. */
export interface Question {
  order: OrderQuestion | undefined;
  total: TotalQuestion | undefined;
  values?: ValuesQuestion;
}

/** Which value does each line `name: value` print? */
export interface ValuesQuestion {
  /** In the order of the lines. */
  names: string[];
  /** Every value that some line prints, in alphabetical order. */
  choices: string[];
}

/** Put the lines in the order in which they are printed. */
export interface OrderQuestion {
  /** The lines, in the order in which they are offered. */
  items: string[];
  /** The last line, when it is not to be moved: it says how long the run took, and its number is the second question. */
  last: string | undefined;
}

/** How many ms does the last line say? */
export interface TotalQuestion {
  /** The last line around its number: `finished after `, ` ms`. */
  before: string;
  after: string;
}

/** What the reader said. A part that was not asked, or skipped, is undefined. */
export interface Guess {
  /** The lines in the reader's order. */
  order: string[] | undefined;
  /** In ms. */
  total: number | undefined;
  /** One for each name. */
  values?: string[];
}

/** How a guess fared. */
export interface Verdict {
  right: boolean;
  order: OrderVerdict | undefined;
  total: { guess: number; truth: number; right: boolean; line: number } | undefined;
  values?: ValuesVerdict;
}

export interface ValuesVerdict {
  right: boolean;
  /** `line` is the index among everything that was printed. */
  rows: { name: string; guess: string; truth: string; right: boolean; line: number }[];
}

export interface OrderVerdict {
  right: boolean;
  /** Guess and truth side by side; `line` is the index among everything that was printed. */
  rows: { guess: string; truth: string; right: boolean; line: number }[];
  /** Index of the first row that is wrong; -1 if none is. */
  firstWrong: number;
}

/** More lines than this are a list to read, not a question. */
const MOST_LINES = 8;
const valueLine = /^([^:]+): (.+)$/;
const totalLine = /^([^\d]*?)(\d+(?:\.\d+)?)( ms\b[^\d]*)$/;

/**
 * Makes a question, or undefined when there is nothing fit to be asked: too many lines, or only one kind of line.
 * The order is asked about when several things were under way at once: else it can be read off the source.
 * @param printed what the run printed, line by line
 * @param seed the same seed shuffles the same way
 */
export function makeQuestion(
  printed: readonly string[],
  seed: string,
  derived?: Derived,
): Question | undefined {
  const total = readTotal(printed);
  const movable = total ? printed.slice(0, -1) : [...printed];
  const worthIt =
    movable.length >= 2 &&
    movable.length <= MOST_LINES &&
    new Set(movable).size >= 2 &&
    (!total || !derived || wasConcurrent(derived));
  const order = worthIt
    ? {
        items: shuffle(movable, seed),
        last: total ? `${total.before}…${total.after}` : undefined,
      }
    : undefined;
  return order || total ? { order, total } : undefined;
}

/** Makes the question about lines `name: value`; undefined when another line is among them, or there is nothing to choose. */
export function makeValuesQuestion(printed: readonly string[]): Question | undefined {
  const lines = readValues(printed);
  if (!lines || lines.length > MOST_LINES) return undefined;
  const choices = [...new Set(lines.map(({ value }) => value))].sort();
  if (choices.length < 2) return undefined;
  return { order: undefined, total: undefined, values: { names: lines.map(({ name }) => name), choices } };
}

function readValues(printed: readonly string[]): { name: string; value: string }[] | undefined {
  const lines = printed.map((line) => valueLine.exec(line));
  return lines.every((line) => line !== null)
    ? lines.map(([, name = '', value = '']) => ({ name, value }))
    : undefined;
}

function readTotal(printed: readonly string[]): TotalQuestion | undefined {
  const found = totalLine.exec(printed.at(-1) ?? '');
  return found ? { before: found[1] ?? '', after: found[3] ?? '' } : undefined;
}

/** True when at some moment more than one request, timer or function was under way, or callbacks were queued. */
function wasConcurrent({ requests, timers, calls, reactions }: Derived): boolean {
  const functions: Lifetime[] = calls.all.filter(({ kind, depth }) => kind === 'async' && depth > 0);
  return (
    mostAtOnce(requests.all) > 1 ||
    mostAtOnce(timers.all) > 1 ||
    mostAtOnce(functions) > 2 ||
    reactions.all.length > 1
  );
}

/** Another order than the given one, the same for the same seed. */
export function shuffle(lines: readonly string[], seed: string): string[] {
  const result = [...lines];
  let state = hash(seed);
  for (let i = result.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    const [a, b] = [result[i] ?? '', result[j] ?? ''];
    result[i] = b;
    result[j] = a;
  }
  if (result.some((line, i) => line !== lines[i])) return result;
  // Nothing moved that could be seen: bring the first line that differs to the front.
  const other = result.findIndex((line) => line !== result[0]);
  return other < 0 ? result : [result[other] ?? '', ...result.filter((_, i) => i !== other)];
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

/**
 * Holds a guess against what was printed. Every output the book allows is right; `allowed` may be empty, then only what
 * was printed is. Undefined when the guess fits the output no longer: an edited program prints other lines.
 */
export function judge(
  guess: Guess,
  printed: readonly string[],
  allowed: readonly ExpectedPart[] = [],
): Verdict | undefined {
  if (guess.values) return judgeValues(guess.values, printed);
  const truth = readTotal(printed);
  const total = guess.total === undefined || !truth ? undefined : judgeTotal(guess.total, printed);
  const movable = truth ? printed.slice(0, -1) : [...printed];
  const order =
    guess.order && isSameBag(guess.order, movable) ? judgeOrder(guess.order, movable, allowed) : undefined;
  if (!order && !total) return undefined;
  return { right: (order?.right ?? true) && (total?.right ?? true), order, total };
}

function judgeValues(guess: readonly string[], printed: readonly string[]): Verdict | undefined {
  const lines = readValues(printed);
  if (lines?.length !== guess.length) return undefined;
  const rows = lines.map(({ name, value }, line) => ({
    name,
    guess: guess[line] ?? '',
    truth: value,
    right: guess[line] === value,
    line,
  }));
  const right = rows.every((row) => row.right);
  return { right, order: undefined, total: undefined, values: { right, rows } };
}

function judgeTotal(guess: number, printed: readonly string[]): NonNullable<Verdict['total']> {
  const truth = Number(totalLine.exec(printed.at(-1) ?? '')?.[2]);
  return { guess, truth, right: guess === truth, line: printed.length - 1 };
}

function isSameBag(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.toSorted().join('\n') === b.toSorted().join('\n');
}

/** The guess against the allowed order that is nearest to it: so a reader is never told that a right line is wrong. */
function judgeOrder(
  guess: readonly string[],
  printed: readonly string[],
  allowed: readonly ExpectedPart[],
): OrderVerdict {
  const truth = nearestAllowed(guess, printed, allowed);
  const rows = guess.map((line, i) => {
    const other = truth[i] ?? '';
    return { guess: line, truth: other, right: line === other, line: lineOf(printed, truth, i) };
  });
  const firstWrong = rows.findIndex(({ right }) => !right);
  return { right: firstWrong < 0, rows, firstWrong };
}

/** An order that is allowed and agrees with the guess for as long as possible. */
function nearestAllowed(
  guess: readonly string[],
  printed: readonly string[],
  allowed: readonly ExpectedPart[],
): string[] {
  const result: string[] = [];
  let at = 0;
  for (const part of allowed) {
    const length = lengthOf(part, printed.slice(at));
    const here = printed.slice(at, at + length);
    const wanted = guess.slice(at, at + length);
    result.push(...nearestInPart(part, here, wanted));
    at += length;
  }
  // What the book does not speak of, or speaks of in other words, must be as it was printed.
  return [...result.slice(0, printed.length), ...printed.slice(result.length)];
}

function nearestInPart(part: ExpectedPart, printed: readonly string[], guess: readonly string[]): string[] {
  switch (part.kind) {
    case 'exact':
    case 'match':
      return [...printed];
    case 'any-of': {
      const agree = (option: readonly string[]) => {
        const wrong = option.findIndex((line, i) => line !== guess[i]);
        return wrong < 0 ? option.length : wrong;
      };
      const fitting = part.options.filter((option) => isSameBag(option, printed));
      return [...(fitting.toSorted((a, b) => agree(b) - agree(a))[0] ?? printed)];
    }
    case 'interleaved':
      return nearestInterleaving(part.sequences, guess);
    case 'unordered': {
      const rest = [...printed];
      const taken = guess.map((line) => {
        const i = rest.indexOf(line);
        return i < 0 ? undefined : rest.splice(i, 1)[0];
      });
      return taken.map((line) => line ?? rest.shift() ?? '');
    }
  }
}

function lengthOf(part: ExpectedPart, printed: readonly string[]): number {
  if (part.kind === 'any-of') return optionLength(part.options, printed);
  return part.kind === 'interleaved' ? part.sequences.flat().length : part.lines.length;
}

/** The lines in the order of the guess, but that each sequence keeps its own. */
function nearestInterleaving(sequences: readonly (readonly string[])[], guess: readonly string[]): string[] {
  const next = sequences.map(() => 0);
  const left = () => sequences.findIndex((sequence, index) => (next[index] ?? 0) < sequence.length);
  const take = (index: number) => {
    const place = next[index] ?? 0;
    next[index] = place + 1;
    return sequences[index]?.[place] ?? '';
  };
  const result: string[] = [];
  for (const line of guess) {
    const first = sequences.findIndex((sequence, index) => sequence[next[index] ?? 0] === line);
    const owner = sequences.findIndex((sequence, index) => sequence.includes(line, next[index]));
    if (left() >= 0) result.push(take(first >= 0 ? first : owner >= 0 ? owner : left()));
  }
  while (left() >= 0) result.push(take(left()));
  return result;
}

/** The options of one part may be of different lengths: the one that was printed counts. */
function optionLength(options: readonly (readonly string[])[], printed: readonly string[]): number {
  const found = options.find((option) => option.every((line, i) => printed[i] === line));
  return (found ?? options[0] ?? []).length;
}

/** Index in `printed` of the line at place `i` of `truth`, counting equal lines in order. */
function lineOf(printed: readonly string[], truth: readonly string[], i: number): number {
  const text = truth[i];
  const before = truth.slice(0, i).filter((line) => line === text).length;
  let seen = 0;
  for (const [index, line] of printed.entries()) {
    if (line !== text) continue;
    if (seen === before) return index;
    seen++;
  }
  return i;
}
