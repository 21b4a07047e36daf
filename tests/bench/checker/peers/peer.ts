/** What every peer of the benchmark is given, and what it gives. */

import type { Listing } from '../generate-book.ts';
import type { GoalName } from '../goals.ts';
import type { Finished, Measured, Measuring } from '../measure.ts';

export interface Peer {
  /** What `--peer` calls it. */
  name: string;
  /** What it needs from npm, with versions. */
  packages: readonly string[];
  measure(workbench: Workbench): Promise<void>;
}

/** A check of ours that a peer is compared with. */
export interface Beside {
  /** As in "× our cold check". */
  name: string;
  check(): Promise<Measured>;
  /** The goal that the ratio is for. */
  goal?: GoalName;
}

export interface Workbench {
  /** A folder with a `package.json` and what the peer needs from npm. */
  folder: string;
  /** The folder with a file for each example, `s0012.ts`, and their `tsconfig.json` above it. */
  files: string;
  /** A folder of Markdown chapters with the examples, outside of any package. */
  documents: string;
  listings: readonly Listing[];
  /** How often what takes seconds is measured; what takes a minute is measured once. */
  runs: number;
  cold: Beside;
  exampleEdited: Beside;
  chapterEdited: Beside;
  /** Runs a program of the peer; ends it when it takes far longer than it should. */
  measure(command: string, args: readonly string[], more?: Partial<Measuring>): Promise<Finished>;
  /** Measures it in turn with checks of ours, `times` times; tells the medians. Never rejects. */
  compare(
    name: string,
    work: () => Promise<Measured>,
    more?: { times?: number; beside?: readonly Beside[] },
  ): Promise<void>;
}
