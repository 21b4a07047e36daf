/** What pages and the service worker say to each other. Every question comes with a port for its answers. */

export type Question =
  | { type: 'state' }
  /** The page that asks was loaded without the worker; it names its version and what it has loaded. */
  | { type: 'adopt'; version: string; page: string; loaded: string[] }
  | { type: 'keep-all' }
  | { type: 'take-over' };

export interface KeptState {
  version: string;
  whole: boolean;
  keptBytes: number;
  totalBytes: number;
  /** How many pages of the book are open, this one included. */
  openPages: number;
  /** Every page that can be read without a connection, as its path. */
  pages: string[];
}

export type Answer =
  | { type: 'state'; state: KeptState }
  | { type: 'progress'; bytes: number; total: number }
  | { type: 'failed'; reason: 'newer-version' | 'no-connection' | 'no-room' };

/** Said to every page without being asked: the server has another version than the worker. */
export interface Notice {
  type: 'newer-version';
}

type Fields = Record<string, unknown>;
const isText = (value: unknown) => typeof value === 'string' && value.length <= 2_000;
const isSize = (value: unknown) => typeof value === 'number' && value >= 0 && value < 1e15;
/** Only own fields count: nothing is read from a prototype. */
const own = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? { __proto__: null, ...value } : undefined;
const texts = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.length <= 10_000 && Array.from(value).every(isText)
    ? Array.from(value as string[])
    : undefined;

/** A question, as a copy with exactly its fields; undefined for everything else. Throws nothing. */
export function readQuestion(value: unknown): Question | undefined {
  const { type, version, page, loaded } = own(value) ?? {};
  if (type === 'state' || type === 'keep-all' || type === 'take-over') return { type };
  const list = texts(loaded);
  if (type !== 'adopt' || !isText(version) || !isText(page) || !list) return undefined;
  return { type, version: version as string, page: page as string, loaded: list };
}

const reasons = ['newer-version', 'no-connection', 'no-room'] as const;

/** An answer, as a copy with exactly its fields; undefined for everything else. Throws nothing. */
export function readAnswer(value: unknown): Answer | undefined {
  const { type, bytes, total, reason, state } = own(value) ?? {};
  if (type === 'progress')
    return isSize(bytes) && isSize(total)
      ? { type, bytes: bytes as number, total: total as number }
      : undefined;
  if (type === 'failed') {
    const known = reasons.find((word) => word === reason);
    return known && { type, reason: known };
  }
  const fields = own(state);
  if (type !== 'state' || !fields) return undefined;
  const { version, whole, keptBytes, totalBytes, openPages } = fields;
  const pages = texts(fields['pages']);
  if (!isText(version) || typeof whole !== 'boolean' || !pages) return undefined;
  if (![keptBytes, totalBytes, openPages].every(isSize)) return undefined;
  return {
    type,
    state: {
      version: version as string,
      whole,
      keptBytes: keptBytes as number,
      totalBytes: totalBytes as number,
      openPages: openPages as number,
      pages,
    },
  };
}
