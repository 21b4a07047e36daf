/** What the checker reports: plain, JSON-safe data. Lines and columns are 0-based, in the chapter's file. */
import type { OutputRow } from '../snippets/output.ts';
import type { Range } from '../snippets/snippet.ts';

export interface Problem {
  /** The chapter's file, relative to the project, with `/`. */
  path: string;
  range: Range;
  /** A stable word for the kind of problem: `type-error`, `output-differs`. */
  code: string;
  /** Id of the example it is about; absent for a chapter's own problems. */
  snippet?: string;
  /** The host it happened on, when an example was run. */
  host?: string;
  /** What is wrong; the first line says it, more lines explain. */
  message: string;
  expected?: string;
  found?: string;
  /** Expected lines beside printed ones. */
  rows?: OutputRow[];
  /** More facts, one sentence each: where the program still waits. */
  notes?: string[];
  /** The line to write instead, or what to do. */
  advice?: string;
}
