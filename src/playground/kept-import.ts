/** Takes the entries of a file into the store: the newer of two stays, and the whole can be undone. */
import { forget, type KeptEntry, keep, readKept } from './kept-store.ts';

export interface Import {
  /** Entries there were none of before. */
  added: number;
  /** Entries that took the place of older ones. */
  replaced: number;
  /** Entries of the file that were not newer than what is kept here. */
  left: number;
  /** False when the browser's storage would not take all of them. */
  safe: boolean;
  /** Puts everything back as it was. */
  undo(): void;
}

export function importKept(entries: readonly KeptEntry[]): Import {
  const before: { entry: KeptEntry; old: KeptEntry | undefined }[] = [];
  const counts = { added: 0, replaced: 0, left: 0, safe: true };
  for (const entry of entries) {
    const found = readKept(entry, entry.version);
    const old = found?.version === entry.version ? found : undefined;
    if (old && old.at >= entry.at) {
      counts.left++;
      continue;
    }
    counts[old ? 'replaced' : 'added']++;
    before.push({ entry, old });
    if (!keep(entry, entry.version, entry.value, entry.at)) counts.safe = false;
  }
  return {
    ...counts,
    undo() {
      for (const { entry, old } of before) {
        if (old) keep(old, old.version, old.value, old.at);
        else forget(entry, entry.version);
      }
    },
  };
}
