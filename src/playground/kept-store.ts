/**
 * What readers make, kept in their own browser: edits, guesses, states of exercises. One entry per kind, example and version of
 * the example. What the browser refuses to keep, because its storage is full or forbidden, holds as long as the page is open.
 */

/** `edit`, `guess` and whatever else a reader makes: lower-case letters and hyphens. */
export type KeptKind = string;

/** Whose entry it is. */
export interface KeptName {
  kind: KeptKind;
  chapter: string;
  id: string;
}

export interface KeptEntry extends KeptName {
  /** The version of the example it was made with. */
  version: string;
  /** When it was made: ms since 1970. */
  at: number;
  /** JSON-safe. What it may be is known to its kind alone, which has to look before it believes. */
  value: unknown;
}

const prefix = 'interleave:kept:1:';
/** What the browser would not keep, by key. */
const refused = new Map<string, string>();

const keyOf = ({ kind, chapter, id, version }: Omit<KeptEntry, 'at' | 'value'>) =>
  `${prefix}${kind}:${chapter}/${id}@${version}`;

/** An entry's name as the key spells it; undefined for what is none of ours. */
function nameIn(key: string): Omit<KeptEntry, 'at' | 'value'> | undefined {
  if (!key.startsWith(prefix)) return undefined;
  const [, kind, chapter, id, version] =
    /^([a-z-]+):([\w-]+)\/([\w.-]+)@([\w.-]+)$/.exec(key.slice(prefix.length)) ?? [];
  return kind && chapter && id && version ? { kind, chapter, id, version } : undefined;
}

/** Runs `use` with the browser's storage; undefined when that is forbidden or full. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}

function entryAt(key: string): KeptEntry | undefined {
  const name = nameIn(key);
  const text = refused.get(key) ?? withStorage((storage) => storage.getItem(key));
  if (!name || !text) return undefined;
  try {
    const { at, value } = JSON.parse(text) as Partial<KeptEntry>;
    return typeof at === 'number' && value !== undefined ? { ...name, at, value } : undefined;
  } catch {
    return undefined;
  }
}

const keys = () => [
  ...new Set([...(withStorage((storage) => Object.keys(storage)) ?? []), ...refused.keys()]),
];

/** Everything that is kept, the newest first. */
export function listKept(): KeptEntry[] {
  return keys()
    .flatMap((key) => entryAt(key) ?? [])
    .sort((a, b) => b.at - a.at);
}

/** The entry of this version or, when there is none, the newest of another: `version` tells which. */
export function readKept(name: KeptName, version?: string): KeptEntry | undefined {
  const own = version === undefined ? undefined : entryAt(keyOf({ ...name, version }));
  if (own) return own;
  const begin = keyOf({ ...name, version: '' });
  return keys()
    .filter((key) => key.startsWith(begin))
    .flatMap((key) => entryAt(key) ?? [])
    .sort((a, b) => b.at - a.at)[0];
}

/**
 * Keeps a value in place of the one of the same name and version.
 * @param at for what was made earlier, elsewhere
 * @returns false when the browser would not; it is kept as long as the page is open
 */
export function keep(name: KeptName, version: string, value: unknown, at = Date.now()): boolean {
  const key = keyOf({ ...name, version });
  const text = JSON.stringify({ at, value });
  const kept = withStorage((storage) => {
    storage.setItem(key, text);
    return true;
  });
  if (kept) refused.delete(key);
  else refused.set(key, text);
  return kept ?? false;
}

/** Forgets the entry of one version or, without one, of all versions. */
export function forget(name: KeptName, version?: string): void {
  const begin = keyOf({ ...name, version: version ?? '' });
  for (const key of keys().filter((found) =>
    version === undefined ? found.startsWith(begin) : found === begin,
  )) {
    refused.delete(key);
    withStorage((storage) => storage.removeItem(key));
  }
}

/** Whether everything made on this page so far is kept beyond it. */
export const isAllKept = () => refused.size === 0;
