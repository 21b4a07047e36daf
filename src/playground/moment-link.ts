/**
 * A link to a moment of an example's recorded run: `#example-all-at-once@17` is the moment after event 17 (0-based), -1 that
 * before the first. It holds for the book's program, whose every run has the same events.
 */
export interface MomentLink {
  /** Id of the example's element. */
  example: string;
  seq: number;
}

export const momentHash = ({ example, seq }: MomentLink) => `#${example}@${seq}`;

/** Undefined for any other fragment. */
export function readMomentHash(hash: string): MomentLink | undefined {
  const [, example, seq] = /^#(example-[\w.-]+)@(-1|\d{1,6})$/.exec(hash) ?? [];
  return example === undefined || seq === undefined ? undefined : { example, seq: Number(seq) };
}
