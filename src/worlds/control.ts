/** What every world lets you see and break: `rates.log`, `rates.fail('NOK')`, `site.hang('/slow')` … */

export interface Control<Key extends string = string> {
  /** What the server has done so far. A call that nobody waits for any more is still counted. */
  readonly log: ServerLog;
  /** Every request, in order of arrival. */
  readonly requests: readonly ServedRequest[];
  /** Answers with an error: `fail('NOK', { status: 503, times: 2 })`. By default with 503, every time. */
  fail(key: Key | '*', options?: { status?: number; times?: number }): void;
  /** Never answers. */
  hang(key: Key | '*', options?: { times?: number }): void;
  /** Answers after `ms` instead of as usual. With `share: 0.05`, only one request in twenty, picked at random. */
  slow(key: Key | '*', options: { ms: number; times?: number; share?: number }): void;
  /** Does what was asked, and then loses the answer. */
  lose(key: Key | '*', options?: { times?: number }): void;
  /** Refuses what is more than this, with status 429 and a `Retry-After` in seconds. */
  limit(options: { atOnce?: number; perSecond?: number }): void;
  /** Ends every fault and limit. */
  heal(): void;
}

export interface ServerLog {
  started: number;
  finished: number;
  /** Given up by the client before the server was done. */
  aborted: number;
  /** The most requests there ever were at one time. */
  maxInFlight: number;
}

/** One request as the server saw it. Times are whole milliseconds since the program began. */
export interface ServedRequest {
  what: string;
  started: number;
  finished?: number;
  aborted?: number;
  status?: number;
}
