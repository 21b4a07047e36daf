/**
 * The plain data every part of the project shares about an example of the book.
 * Everything here is JSON-safe. Lines and columns are 0-based, columns count UTF-16 code units.
 */

export interface Position {
  /** 0-based line. */
  line: number;
  /** 0-based column in UTF-16 code units. */
  column: number;
}

export interface Range {
  start: Position;
  /** Exclusive. */
  end: Position;
}

/** One file of an example: one code fence of a chapter. */
export interface SnippetFile {
  /** Path relative to the example's folder, for instance `main.ts`. */
  name: string;
  /** The code between the fences, de-indented, with `\n` line ends. */
  code: string;
  /** Where each line of `code` begins in the chapter, one entry per line. */
  lines: Position[];
  /** The whole fence in the chapter, from its opening mark to the end of its closing mark. */
  fence: Range;
  /** True when the page folds the file away (set-up that would distract). It still runs. */
  hidden: boolean;
  /** 0-based lines `[first, last]` that the page's editor keeps from changing. */
  readOnly: [first: number, last: number][];
}

/** Where an example is meant to run. `any` means the same output everywhere. */
export type SnippetHost = 'any' | 'node' | 'browser';

/**
 * Part of an expected output; the segments of an expectation follow each other in the output. `fence` is the whole
 * fence in the chapter; `lineStarts` says where each line between its marks begins, the `---` of `any-of` and `interleaved`
 * included.
 */
export type ExpectedSegment =
  /** These lines, in this order. */
  | { kind: 'exact'; lines: string[]; fence: Range; lineStarts: Position[] }
  /** These lines, in any order. */
  | { kind: 'unordered'; lines: string[]; fence: Range; lineStarts: Position[] }
  /** The lines of these sequences: each in its order, mixed in any way. What threads print that run side by side. */
  | { kind: 'interleaved'; sequences: string[][]; fence: Range; lineStarts: Position[] }
  /** One of these blocks of lines. */
  | { kind: 'any-of'; options: string[][]; fence: Range; lineStarts: Position[] }
  /** These lines, with `{>= 100}`-like conditions in place of numbers; see `condition.ts`. */
  | { kind: 'match'; lines: string[]; fence: Range; lineStarts: Position[] };

/** What an example prints on one host. */
export interface Expectation {
  host: SnippetHost;
  segments: ExpectedSegment[];
  /** Where and when the output was recorded, when the checker cannot repeat the run itself. */
  recorded?: string;
}

/** A type error the author announced with `// @errors: 2345`. */
export interface ExpectedTypeError {
  /** The TypeScript error code, without `TS`. */
  code: number;
  /** File and 0-based line of the announcement; the error must be on the next line that is not blank or a comment. */
  file: string;
  line: number;
}

/** How the program is expected to end. */
export type ExpectedEnd =
  | { kind: 'quiet' }
  /** An uncaught error ends the program; `error` is its name when the author gave one. */
  | { kind: 'throws'; error?: string }
  /** A promise is rejected and nobody handles it; `error` is the reason's name when given. */
  | { kind: 'rejects'; error?: string }
  /** A Node exit code other than 0. */
  | { kind: 'exit'; code: number };

/**
 * What a reader predicts. `lines`: their order, and the number in the last one. `values`: for each line `name: value`, its value.
 * `silent`: whatever the prose asks; no form does.
 */
export type Prediction = 'lines' | 'values' | 'silent';

/** One example of the book. */
export interface Snippet {
  /** Unique in its chapter, used in links and in storage: `one-after-another`. */
  id: string;
  /** The chapter's slug: `waiting`. */
  chapter: string;
  /** Path of the chapter's file relative to the project, with `/`. */
  path: string;
  title?: string;
  /** At least one; `entry` is among them. */
  files: SnippetFile[];
  /** Name of the file that is run. */
  entry: string;
  /** `run`: checked and executed. `check-only`: checked for types, with `reason` saying why it is not run. */
  mode: 'run' | 'check-only';
  reason?: string;
  /** False when the page shows no Run button: `no-run`, or an import of a `node:` module. CI runs it all the same. */
  runnable: boolean;
  host: SnippetHost;
  clock: 'virtual' | 'real';
  /** Seed of the run's random numbers. */
  seed: number;
  /** Longest run in ms of real time before it is stopped. */
  limit: number;
  timeline: 'none' | 'folded' | 'open';
  /** What the reader is asked before the first run; the output is folded until then. */
  predict: false | Prediction;
  /** Of predictions that belong together, and whose score the page keeps: the name they share. */
  series?: string;
  /** Set when the page shows the Rates board beside the output, filled from the lines `1 USD = 0.8 EUR` that are printed. */
  board?: true;
  /** Set for what stands in a `<details>`: solutions and answers. */
  folded?: true;
  typeErrors: ExpectedTypeError[];
  end: ExpectedEnd;
  /** Empty for `check-only`. One entry with the example's own host, or one per host when that is `any`. */
  expectations: Expectation[];
}

/**
 * An exercise: an example to begin with, what a right solution has to do, and how its author knows that the tests tell
 * right from wrong. Its hints and its answer are prose that the page folds.
 */
export interface Exercise {
  /** Also the id of its starter. */
  id: string;
  chapter: string;
  path: string;
  title: string;
  /** Among the chapter's examples, too: it is edited and run like any other. */
  starter: Snippet;
  /** Files that take the place of the starter's files of the same names, or come beside them. */
  solution: SnippetFile[];
  /** At least two plausible answers that must not pass. */
  wrong: WrongSolution[];
  /** The file of the tests, `tests.ts`. */
  tests: SnippetFile;
  /** The names of the tests, in their order; a verdict has exactly one result for each. */
  testNames: string[];
  /** The folded parts of the prose that belong to it, in their order: ranges of `<details>` elements. */
  hints: Range[];
  answers: Range[];
}

export interface WrongSolution {
  /** Words of the failure it must meet. */
  failure: string;
  /** As in `Exercise.solution`. */
  files: SnippetFile[];
}

/** Something wrong in a chapter's source, said so that its author can mend it. */
export interface SourceProblem {
  path: string;
  range: Range;
  /** A stable word for the kind of problem: `unknown-word`. */
  code: string;
  /** One sentence: what is wrong. */
  message: string;
  expected?: string;
  found?: string;
  /** The line to write instead, or what to do. */
  advice?: string;
}
