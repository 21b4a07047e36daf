/**
 * What all servers have in common: a log of their own, faults that can be switched on, and limits.
 * Pure: time, randomness and whoever watches are passed in, so that the same server works on a virtual clock and on a real one.
 */
import type { Control, ServedRequest, ServerLog } from '../control.ts';

/** What a server is given to work with. Times are milliseconds since the program began. */
export interface Tools {
  now(): number;
  /** Calls back after `ms`, in a task of its own; returns what takes it back. */
  after(ms: number, callback: () => void): () => void;
  /** The same for what goes on at a server whether anybody waits for it or not: a program may end before. */
  inBackground(ms: number, callback: () => void): void;
  /** Seeded: the same numbers in every run. */
  random(): number;
}

/** A request as it arrives. */
export interface Incoming {
  method: string;
  /** With a leading slash, decoded, without the query: `/USD`. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: string;
}

/** What a handler promises to do. */
export interface Work {
  /** Milliseconds until the work is done, or a function that calls `done` some day and returns how to give up. */
  takes: number | ((done: () => void) => () => void);
  /** Milliseconds from then until the answer is with the client; default 0. */
  back?: number;
  /** Does the work. Not called when the client gives up before. */
  run(): Answer;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** A whole body, or one that is sent piece by piece; `open` returns what to do when the client goes away. */
  body?: string | ((connection: Connection) => () => void);
  /** Bytes that may be under way unread; default 65,536. */
  window?: number;
}

/** The server's end of a body that is being sent. */
export interface Connection {
  /** Sends a piece. False when the client should first read what is there. */
  send(piece: string | Uint8Array): boolean;
  /** Called whenever the client has made room again. */
  onRoom(callback: () => void): void;
  end(): void;
  /** Breaks the connection off. */
  fail(): void;
}

/** The client's end. `body` receives the pieces; both it and `head` are called in tasks of the server's. */
export interface Client {
  head(answer: Answer): void;
  /** Bytes wait in the client until it takes them: true while there is room for more. */
  piece(bytes: Uint8Array): boolean;
  end(): void;
  fail(): void;
  /** How many bytes may wait unread. */
  window: number;
}

/** Told what happens at the server, as it happens. */
export interface Watcher {
  started(): void;
  finished(status: number): void;
  aborted(by: 'client' | 'server'): void;
  /** Called around what the request sets in motion at the server. */
  during<T>(action: () => T): T;
}

/** What a running request offers to the network. */
export interface Exchange {
  /** The client gives up. */
  abort(): void;
  /** The client has read something. */
  room(): void;
}

export interface Handler {
  /** What faults and the log call this request by: `USD`, `pay`, `/about`. */
  name(request: Incoming): string;
  handle(request: Incoming): Work;
}

export interface Server {
  host: string;
  control: Control;
  receive(request: Incoming, client: Client, watcher: Watcher): Exchange;
  /** For a client that holds the thread: when the work will be done, and then does it. Undefined when it never will. */
  receiveBlocking(request: Incoming, watcher: Watcher): { ms: number; finish(): Answer } | undefined;
}

interface Fault {
  kind: 'fail' | 'hang' | 'slow' | 'lose';
  key: string;
  left: number;
  status: number;
  ms: number;
  share: number;
}

const refusalTakes = 20;
const encoder = new TextEncoder();

/** Makes a server that answers to `host`; `more` are controls of its own. */
export function createServer(host: string, tools: Tools, handler: Handler, more: object = {}): Server {
  let faults: Fault[] = [];
  let limits: { atOnce?: number; perSecond?: number } = {};
  let accepted: number[] = [];
  let busy = 0;
  let inFlight = 0;
  const log: ServerLog = { started: 0, finished: 0, aborted: 0, maxInFlight: 0 };
  const requests: ServedRequest[] = [];

  const addFault = (kind: Fault['kind'], key: string, options: Partial<Fault> & { times?: number }) => {
    const { status = 503, ms = 0, share = 1, times = Number.POSITIVE_INFINITY } = options;
    faults.push({ kind, key, left: times, status, ms, share });
  };

  const own: Control = {
    get log() {
      return { ...log };
    },
    get requests() {
      return requests.map((request) => ({ ...request }));
    },
    fail: (key, options = {}) => addFault('fail', key, options),
    hang: (key, options = {}) => addFault('hang', key, options),
    slow: (key, options) => addFault('slow', key, options),
    lose: (key, options = {}) => addFault('lose', key, options),
    limit: (options) => {
      limits = options;
    },
    heal: () => {
      faults = [];
      limits = {};
    },
  };
  const control = Object.defineProperties(own, Object.getOwnPropertyDescriptors(more)) as Control;

  /** The fault of this kind that this request meets, used up by one. */
  function meet(kind: Fault['kind'], key: string): Fault | undefined {
    for (const fault of faults) {
      if (fault.kind !== kind || fault.left <= 0 || (fault.key !== '*' && fault.key !== key)) continue;
      if (fault.share < 1 && tools.random() >= fault.share) continue;
      fault.left -= 1;
      return fault;
    }
    return undefined;
  }

  /** Seconds to wait when the request is one too many; 0 when it is welcome. */
  function refuse(): number {
    const now = tools.now();
    accepted = accepted.filter((time) => time > now - 1000);
    const { atOnce = Number.POSITIVE_INFINITY, perSecond = Number.POSITIVE_INFINITY } = limits;
    if (busy >= atOnce) return 1;
    const [first] = accepted;
    if (accepted.length >= perSecond && first !== undefined) return Math.ceil((first + 1000 - now) / 1000);
    accepted.push(now);
    return 0;
  }

  /** What will really be done: the handler's work, unless a limit or a fault gets in between. */
  function plan(request: Incoming, key: string): Work & { refused: boolean; lost: boolean } {
    const wait = refuse();
    if (wait > 0) {
      const run = () => problem(429, { 'retry-after': String(wait) });
      return { takes: refusalTakes, run, refused: true, lost: false };
    }
    const work = handler.handle(request);
    const hang = meet('hang', key);
    const slow = meet('slow', key);
    const fail = meet('fail', key);
    const usual = slow && typeof work.takes === 'number' ? slow.ms : work.takes;
    return {
      takes: hang ? Number.POSITIVE_INFINITY : usual,
      back: slow ? 0 : (work.back ?? 0),
      run: fail ? () => problem(fail.status) : () => work.run(),
      refused: false,
      lost: meet('lose', key) !== undefined,
    };
  }

  /** Writes the request into the log; the answer is how to write down what becomes of it. */
  function enter(key: string, watcher: Watcher) {
    const entry: ServedRequest = { what: key, started: Math.round(tools.now()) };
    requests.push(entry);
    log.started += 1;
    inFlight += 1;
    log.maxInFlight = Math.max(log.maxInFlight, inFlight);
    watcher.started();
    let open = true;
    const leave = (how: 'finished' | 'aborted') => {
      open = false;
      inFlight -= 1;
      log[how] += 1;
      entry[how] = Math.round(tools.now());
    };
    return {
      get open() {
        return open;
      },
      status(status: number) {
        entry.status = status;
      },
      finish() {
        leave('finished');
        watcher.finished(entry.status ?? 0);
      },
      abort(by: 'client' | 'server') {
        leave('aborted');
        watcher.aborted(by);
      },
    };
  }

  return {
    host,
    control,
    receive(request, client, watcher) {
      const key = handler.name(request);
      const entry = enter(key, watcher);
      const work = plan(request, key);
      if (!work.refused) busy += 1;
      let stop = () => {};
      let roomMade = () => {};
      let away = false;

      const leaveCounter = () => {
        if (!work.refused) busy -= 1;
      };

      const transmit = (answer: Answer) => {
        if (away) return;
        if (answer.window !== undefined) client.window = answer.window;
        client.head(answer);
        const { body } = answer;
        if (typeof body === 'function') {
          const ended = () => {
            leaveCounter();
            stop = () => {};
            roomMade = () => {};
          };
          const connection: Connection = {
            send: (piece) =>
              entry.open && client.piece(typeof piece === 'string' ? encoder.encode(piece) : piece),
            onRoom: (callback) => {
              roomMade = callback;
            },
            end() {
              if (!entry.open) return;
              ended();
              entry.finish();
              client.end();
            },
            fail() {
              if (!entry.open) return;
              ended();
              entry.abort('server');
              client.fail();
            },
          };
          stop = watcher.during(() => body(connection));
          if (!entry.open) stop = () => {};
        } else {
          if (body !== undefined && body !== '') client.piece(encoder.encode(body));
          client.end();
        }
      };

      const done = () => {
        stop = () => {};
        const answer = work.run();
        entry.status(answer.status);
        if (typeof answer.body !== 'function' || work.lost) {
          leaveCounter();
          entry.finish();
        }
        if (work.lost) return;
        if (work.back) stop = watcher.during(() => tools.after(work.back ?? 0, () => transmit(answer)));
        else transmit(answer);
      };

      const { takes } = work;
      if (typeof takes === 'function') stop = watcher.during(() => takes(done));
      else if (takes !== Number.POSITIVE_INFINITY) stop = watcher.during(() => tools.after(takes, done));
      return {
        abort() {
          if (away) return;
          away = true;
          stop();
          stop = () => {};
          if (!entry.open) return;
          leaveCounter();
          entry.abort('client');
        },
        room: () => roomMade(),
      };
    },
    receiveBlocking(request, watcher) {
      const key = handler.name(request);
      const entry = enter(key, watcher);
      const work = plan(request, key);
      if (typeof work.takes === 'function' || work.takes === Number.POSITIVE_INFINITY || work.lost)
        return undefined;
      if (!work.refused) busy += 1;
      return {
        ms: work.takes + (work.back ?? 0),
        finish() {
          const answer = work.run();
          if (!work.refused) busy -= 1;
          entry.status(answer.status);
          entry.finish();
          return answer;
        },
      };
    },
  };
}

const phrases: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The reason phrase of a status: `Not Found`. */
export function phraseOf(status: number): string {
  return phrases[status] ?? '';
}

/** A body whose pieces follow each other after so many milliseconds, as far as the client has room for them. */
export function timed(
  tools: Tools,
  pieces: readonly { after: number; piece: string | Uint8Array }[],
): (connection: Connection) => () => void {
  return (connection) => {
    let stop = () => {};
    const send = (index: number) => {
      const next = pieces[index];
      if (!next) return connection.end();
      stop = tools.after(next.after, () => {
        const room = connection.send(next.piece);
        if (room || index === pieces.length - 1) return send(index + 1);
        connection.onRoom(() => {
          connection.onRoom(() => {});
          send(index + 1);
        });
      });
    };
    send(0);
    return () => stop();
  };
}

/** An answer in JSON. */
export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** An answer that says what went wrong. */
export function problem(status: number, headers: Record<string, string> = {}): Answer {
  const answer = json({ error: phraseOf(status) }, status);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
