/** Sequences that run side by side: each keeps its order, and nothing is said about how they mix. */

/** Whether `lines` are those of the sequences, each once, and those of each sequence in its order. */
export function isInterleaving(sequences: readonly (readonly string[])[], lines: readonly string[]): boolean {
  if (lines.length !== sequences.reduce((sum, { length }) => sum + length, 0)) return false;
  // Where sequences have lines in common, it stays open for a while whose line it was.
  let places = new Map([['', sequences.map(() => 0)]]);
  for (const line of lines) {
    const next = new Map<string, number[]>();
    for (const place of places.values())
      for (const [index, at] of place.entries()) {
        if (sequences[index]?.[at] !== line) continue;
        const moved = place.with(index, at + 1);
        next.set(moved.join(), moved);
      }
    if (next.size === 0) return false;
    places = next;
  }
  return true;
}
