/** The words of the fences, one rule each. `fence.ts` reads fences with them. */
import type { ExpectedEnd, Prediction, Snippet, SnippetHost } from './snippet.ts';

/** What a fence is in an exercise; `starter` is the example its reader begins with. */
export type ExercisePart = 'starter' | 'solution' | 'wrong' | 'tests';

/** A file of an example, or a part of an exercise: a `ts` fence. */
export interface CodeFence {
  kind: 'ts';
  /** Of the example, or of the exercise. Empty when the author forgot it (which is a problem). */
  id: string;
  part?: ExercisePart;
  /** For `wrong`: words of the failure that this solution must meet. */
  failure?: string;
  /** `main.ts` unless the fence says `file=`. */
  file: string;
  hidden: boolean;
  /** 0-based lines `[first, last]`. */
  readOnly: [first: number, last: number][];
  title?: string;
  /** The reason given with `check-only`. */
  checkOnly?: string;
  runnable: boolean;
  host: SnippetHost;
  clock: Snippet['clock'];
  seed: number;
  limit: number;
  timeline: Snippet['timeline'];
  predict: false | Prediction;
  series?: string;
  board: boolean;
  end: ExpectedEnd;
}

/** What an example prints: an `output` fence. */
export interface OutputFence {
  kind: 'output';
  form: 'exact' | 'unordered' | 'interleaved' | 'any-of' | 'match';
  host: SnippetHost;
  recorded?: string;
}

/** A code block that is only shown. */
export interface PlainFence {
  kind: 'plain';
}

/** The name of an example's entry, the fence without `file=`. */
export const entryName = 'main.ts';
/** The name of an exercise's tests. */
export const testsName = 'tests.ts';

export const defaultSeed = 1;
/** Real ms. */
export const defaultLimit = 5000;

/** A `ts` fence without words. */
export function emptyCodeFence(): CodeFence {
  return {
    kind: 'ts',
    id: '',
    file: entryName,
    hidden: false,
    readOnly: [],
    runnable: true,
    host: 'any',
    clock: 'virtual',
    seed: defaultSeed,
    limit: defaultLimit,
    timeline: 'none',
    predict: false,
    board: false,
    end: { kind: 'quiet' },
  };
}

const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const filePath =
  /^(?!worlds\/|main\.ts$|tests\.ts$)(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:[-.][a-z0-9]+)*\.ts$/;
const identifier = /^[A-Za-z_$][\w$]*$/;

export interface Rule<T> {
  /** How the word is written, for the author who wrote something else. */
  usage: string;
  /** Takes the word over; false when its value is not one of those allowed. */
  take: (fence: T, value: string | undefined) => boolean;
}

/** What a written value means; undefined when it means nothing. */
type Reader<V> = (value: string | undefined) => V | undefined;

/** A word that sets one field of the fence. */
function setting<T, K extends keyof T>(field: K, usage: string, read: Reader<T[K]>): Rule<T> {
  return {
    usage,
    take(fence, written) {
      const value = read(written);
      if (value === undefined) return false;
      fence[field] = value;
      return true;
    },
  };
}

const onCode = <K extends keyof CodeFence>(field: K, usage: string, read: Reader<CodeFence[K]>) =>
  setting<CodeFence, K>(field, usage, read);
const onOutput = <K extends keyof OutputFence>(field: K, usage: string, read: Reader<OutputFence[K]>) =>
  setting<OutputFence, K>(field, usage, read);

function flag<V>(meaning: V): Reader<V> {
  return (value) => (value === undefined ? meaning : undefined);
}

function text(form: RegExp): Reader<string> {
  return (value) => (value !== undefined && form.test(value) ? value : undefined);
}

function oneOf<V extends string>(...values: V[]): Reader<V> {
  return (value) => values.find((known) => known === value);
}

function whole(least: number, most: number): Reader<number> {
  return (value) => {
    const number = /^\d{1,10}$/.test(value ?? '') ? Number(value) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  };
}

function failure(kind: 'throws' | 'rejects'): Reader<ExpectedEnd> {
  return (error) => (error === undefined ? { kind } : identifier.test(error) ? { kind, error } : undefined);
}

/** Reads `1-3,7` as 0-based `[first, last]` pairs; nothing when it is not an ascending list of lines. */
function lineRanges(value = ''): [number, number][] | undefined {
  const ranges: [number, number][] = [];
  let previous = 0;
  for (const part of value.split(',')) {
    const match = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/.exec(part);
    if (!match) return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (first <= previous || last < first) return undefined;
    ranges.push([first - 1, last - 1]);
    previous = last;
  }
  return ranges;
}

/** The words of a `ts` fence. */
export const codeRules: Record<string, Rule<CodeFence>> = {
  id: onCode('id', '`id=` and a name in kebab-case, such as `id=one-after-another`', text(kebab)),
  exercise: onCode(
    'id',
    '`exercise=` and a name in kebab-case, such as `exercise=halve-it`, and which part of it this is',
    text(kebab),
  ),
  starter: onCode('part', '`starter` without a value', flag('starter')),
  solution: onCode('part', '`solution` without a value', flag('solution')),
  wrong: {
    usage: '`wrong="words of the failure it must meet"`',
    take(fence, value) {
      fence.part = 'wrong';
      if (value === undefined || !/\S/.test(value)) return false;
      fence.failure = value.trim();
      return true;
    },
  },
  tests: onCode('part', '`tests` without a value', flag('tests')),
  title: onCode('title', '`title="…"`', text(/\S/)),
  file: onCode(
    'file',
    '`file=` and a path in kebab-case that ends in `.ts`, such as `file=queue.ts`; `main.ts` is the fence without `file=`, `tests.ts` the fence with `tests`, `worlds/` belongs to the worlds',
    text(filePath),
  ),
  hidden: onCode('hidden', '`hidden` without a value', flag(true)),
  'read-only': onCode(
    'readOnly',
    '`read-only=` and lines in ascending order, such as `read-only=1-3,7`',
    lineRanges,
  ),
  'check-only': onCode('checkOnly', '`check-only="why it is not run"`', text(/\S/)),
  'no-run': onCode('runnable', '`no-run` without a value', flag(false)),
  host: onCode('host', '`host=node` or `host=browser`', oneOf('node', 'browser')),
  clock: onCode('clock', '`clock=virtual` or `clock=real`', oneOf('virtual', 'real')),
  seed: onCode('seed', '`seed=` and a whole number up to 4294967295', whole(0, 2 ** 32 - 1)),
  limit: onCode('limit', '`limit=` and milliseconds from 1 to 60000', whole(1, 60_000)),
  timeline: onCode('timeline', '`timeline` or `timeline=open`', (value) =>
    value === undefined ? 'folded' : oneOf('open')(value),
  ),
  predict: onCode('predict', '`predict`, `predict=values` or `predict=silent`', (value) =>
    value === undefined ? 'lines' : oneOf('values', 'silent')(value),
  ),
  series: onCode(
    'series',
    '`series=` and a name in kebab-case, such as `series=eight-programs`',
    text(kebab),
  ),
  board: onCode('board', '`board` without a value', flag(true)),
  throws: onCode('end', '`throws` or `throws=TypeError`', failure('throws')),
  rejects: onCode('end', '`rejects` or `rejects=TypeError`', failure('rejects')),
  exit: onCode('end', '`exit=` and an exit code from 1 to 255', (value) => {
    const code = whole(1, 255)(value);
    return code === undefined ? undefined : { kind: 'exit', code };
  }),
};

/** The words of an `output` fence. */
export const outputRules: Record<string, Rule<OutputFence>> = {
  unordered: onOutput('form', '`unordered` without a value', flag('unordered')),
  interleaved: onOutput('form', '`interleaved` without a value', flag('interleaved')),
  'any-of': onOutput('form', '`any-of` without a value', flag('any-of')),
  match: onOutput('form', '`match` without a value', flag('match')),
  host: onOutput('host', '`host=node` or `host=browser`', oneOf('node', 'browser')),
  recorded: onOutput(
    'recorded',
    '`recorded="where and when"`, such as `recorded="CPython 3.13.0, 2026-11-20"`',
    text(/\S/),
  ),
};

/** Words that are at home in other books, and ours for the same thing. */
export const elsewhere = new Map(
  Object.entries({
    name: 'title',
    filename: 'file',
    nocheck: 'check-only',
    skip: 'check-only',
    norun: 'no-run',
    static: 'no-run',
    error: 'throws',
    errors: 'throws',
    'should-panic': 'throws',
    timeout: 'limit',
    env: 'host',
    platform: 'host',
    any: 'any-of',
    interleave: 'interleaved',
    threads: 'interleaved',
    oneof: 'any-of',
    'one-of': 'any-of',
    sorted: 'unordered',
    'any-order': 'unordered',
    regex: 'match',
    inequality: 'match',
    readonly: 'read-only',
    task: 'exercise',
    challenge: 'exercise',
    start: 'starter',
    test: 'tests',
    answer: 'solution',
    'wrong-solution': 'wrong',
  }),
);

/** Words a fence with `file=` may have; all others describe the whole example and stand on its entry. */
export const fileWords = new Set([
  'id',
  'exercise',
  'starter',
  'solution',
  'wrong',
  'file',
  'hidden',
  'read-only',
]);

/** The words that say which part of an exercise a fence is. */
export const partWords: readonly ExercisePart[] = ['starter', 'solution', 'wrong', 'tests'];
/** Words that the parts of an exercise other than its starter may have; all others stand on the starter. */
export const answerWords = new Set(['exercise', 'solution', 'wrong', 'tests', 'file']);

/** Pairs of words that cannot stand in one fence. */
export const conflicts: [string, string, why: string][] = [
  ['id', 'exercise', 'the starter of an exercise is the example of that name'],
  ...partWords.flatMap((word, index) =>
    partWords
      .slice(index + 1)
      .map((other): [string, string, string] => [word, other, 'a fence is one part of an exercise']),
  ),
  ['tests', 'file', 'the tests of an exercise are one file'],
  ['starter', 'check-only', 'an exercise is run'],
  ['starter', 'no-run', 'an exercise is run'],
  ['starter', 'host', 'an exercise is for every host'],
  ['throws', 'rejects', 'a program ends in one way'],
  ['throws', 'exit', 'a program ends in one way'],
  ['rejects', 'exit', 'a program ends in one way'],
  ['predict', 'no-run', 'a prediction is asked for when Run is pressed'],
  ['series', 'no-run', 'a prediction is asked for when Run is pressed'],
  ['board', 'no-run', 'a board is filled while the program runs'],
  ...[
    'no-run',
    'clock',
    'seed',
    'limit',
    'timeline',
    'predict',
    'series',
    'board',
    'throws',
    'rejects',
    'exit',
  ].map((word): [string, string, string] => [
    'check-only',
    word,
    'what is only checked for types is never run',
  ]),
  ['unordered', 'any-of', 'an output fence has one form'],
  ['unordered', 'match', 'an output fence has one form'],
  ['unordered', 'interleaved', 'an output fence has one form'],
  ['interleaved', 'any-of', 'an output fence has one form'],
  ['interleaved', 'match', 'an output fence has one form'],
  ['any-of', 'match', 'an output fence has one form'],
];

/** Languages of static code blocks that look like a misspelt `ts`. */
export const neighbours = new Set(['tsx', 'mts', 'cts', 'tsv']);
