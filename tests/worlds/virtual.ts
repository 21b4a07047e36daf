/** A server on a virtual clock, asked without a network: what it does and when. */
import type { Control } from '../../src/worlds/control.ts';
import { seeded } from '../../src/worlds/servers/random.ts';
import type { Incoming, Server, Tools, Watcher } from '../../src/worlds/servers/server.ts';

export interface Virtual<Handle> {
  control: Handle;
  now(): number;
  /**
   * Sends a request; what comes back is written into the result as it comes. With a `window`, bytes stay unread until `read`
   * is called; without, they are read at once.
   */
  ask(
    path: string,
    init?: { method?: string; body?: string; headers?: Record<string, string>; window?: number },
  ): Asked;
  /** Calls back at a time, in ms from now. */
  after(ms: number, callback: () => void): void;
  /** Runs to the end, or as far as `until`. */
  run(until?: number): void;
}

export interface Asked {
  status?: number;
  headers?: Record<string, string>;
  /** When the answer was there. */
  at?: number;
  text: string;
  /** When each piece came, and how long it was. */
  pieces: [at: number, bytes: number][];
  ended: boolean;
  broken: boolean;
  /** What the server told its watcher. */
  seen: string[];
  abort(): void;
  /** Takes what waits, when the window is smaller than the body. */
  read(): void;
  json(): unknown;
}

const quiet = (asked: Asked): Watcher => ({
  started: () => asked.seen.push('started'),
  finished: (status) => asked.seen.push(`finished ${status}`),
  aborted: (by) => asked.seen.push(`aborted by ${by}`),
  during: (action) => action(),
});

export function virtual<Handle = Control>(make: (tools: Tools) => Server, seed = 1): Virtual<Handle> {
  let time = 0;
  let timers: { due: number; order: number; callback: () => void }[] = [];
  let order = 0;
  const after = (ms: number, callback: () => void) => {
    order += 1;
    const timer = { due: time + ms, order, callback };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const server = make({ now: () => time, after, inBackground: after, random: seeded(seed) });
  return {
    control: server.control as Handle,
    now: () => time,
    after: (ms, callback) => void after(ms, callback),
    ask(path, { method = 'GET', body = '', headers = {}, window } = {}) {
      const url = new URL(path, `https://${server.host}`);
      const bytes: number[] = [];
      let unread = 0;
      const asked: Asked = {
        text: '',
        pieces: [],
        ended: false,
        broken: false,
        seen: [],
        abort: () => exchange.abort(),
        read() {
          unread = 0;
          exchange.room();
        },
        json: () => JSON.parse(asked.text),
      };
      const request: Incoming = {
        method,
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        headers: new Headers(headers),
        body,
      };
      const client = {
        window: window ?? 65_536,
        head(answer: { status: number; headers?: Record<string, string> }) {
          asked.status = answer.status;
          asked.headers = answer.headers ?? {};
          asked.at = time;
        },
        piece(piece: Uint8Array) {
          asked.pieces.push([time, piece.length]);
          bytes.push(...piece);
          asked.text = new TextDecoder().decode(new Uint8Array(bytes));
          if (window !== undefined) unread += piece.length;
          return unread < client.window;
        },
        end() {
          asked.ended = true;
        },
        fail() {
          asked.broken = true;
        },
      };
      const exchange = server.receive(request, client, quiet(asked));
      return asked;
    },
    run(until = Number.POSITIVE_INFINITY) {
      for (;;) {
        const [next] = timers.sort((a, b) => a.due - b.due || a.order - b.order);
        if (!next || next.due > until) break;
        timers.shift();
        time = next.due;
        next.callback();
      }
      if (until !== Number.POSITIVE_INFINITY) time = Math.max(time, until);
    },
  };
}
