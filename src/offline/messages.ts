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
