/** What type-checking finds. Plain, JSON-safe data; lines and columns are 0-based, columns count UTF-16 code units. */

interface Place {
  /** Whose fault it is: `chapter/id` of the snippet, see `snippetKey`. */
  snippet: string;
  /** Name of the snippet's file. */
  file: string;
  line: number;
  column: number;
  /** UTF-16 code units from the position, at least 1; may reach over line ends. */
  length: number;
  /** TypeScript's number of the error, without `TS`. */
  code: number;
}

/** An error nobody announced. */
export interface TypeProblem extends Place {
  kind: 'type-error';
  /** TypeScript's words, the chain of reasons on indented lines of its own. */
  message: string;
}

/** An error announced with `// @errors:` that did not happen; the place is the number in the announcement. */
export interface MissingTypeError extends Place {
  kind: 'missing-type-error';
  /** 0-based line the announcement speaks of. */
  target: number;
  /** 0-based lines of the same file where TypeScript reports this very code, announced or not. */
  elsewhere: number[];
  /** Other codes reported on the line the announcement speaks of. */
  instead: number[];
}

export type Diagnostic = TypeProblem | MissingTypeError;
