/**
 * The network of the worlds: `fetch`, which reaches their servers and nothing else. The same code serves the engine
 * (virtual clock, every step recorded) and plain Node (real timers); what differs comes in as `NetworkTools`.
 */
import { Arrival, type Bytes } from './arrival.ts';
import {
  bytesOf,
  type Disguise,
  decode,
  hasBody,
  installBodies,
  makeResponse,
  readBody,
  type Wait,
} from './body.ts';
import { boxOfficeServer } from './box-office.ts';
import { chatServer } from './chat.ts';
import { citiesServer } from './cities.ts';
import { ratesServer } from './rates.ts';
import {
  type Answer,
  type Client,
  type Exchange,
  type Incoming,
  phraseOf,
  type Server,
  type Tools,
  type Watcher,
} from './server.ts';
import { siteServer } from './site.ts';
import { weatherServer } from './weather.ts';

const {
  AbortSignal: NativeSignal,
  Headers: NativeHeaders,
  Promise: NativePromise,
  Request: NativeRequest,
  TypeError: NativeTypeError,
  URL: NativeUrl,
} = globalThis;
const listen = EventTarget.prototype.addEventListener;
const unlisten = EventTarget.prototype.removeEventListener;

const servers = [ratesServer, weatherServer, citiesServer, boxOfficeServer, siteServer, chatServer];

export interface NetworkTools extends Tools {
  /** The clock as somebody reads it who holds the thread; must move on by itself. */
  read(): number;
  /** A request leaves the program. */
  watch(request: { server: string; method: string; url: string }): RequestWatcher;
  wait: Wait;
  /** Somebody waits for an answer, although it may never come: a time limit of theirs must not be cut off. */
  keepAlive(): () => void;
  /** Makes a function of ours look like the platform's own. */
  native?: Disguise;
  /** Nobody answers at this host; `known` are those that do. */
  unknown(url: string, known: string[]): void;
  /** For plain Node: the fetch that reaches the rest of the world. */
  elsewhere?: typeof fetch;
}

export interface RequestWatcher extends Watcher {
  /** The answer (or, with status 0, the failure) is back; `deliver` hands it to the program. */
  response(status: number, deliver: () => void): void;
}

/** An answer got by holding the thread. */
export interface BlockingAnswer {
  ok: boolean;
  status: number;
  statusText: string;
  headers: Headers;
  text: string;
}

export interface Network {
  fetch: typeof fetch;
  /** Like `fetch`, but nothing else runs until the answer is there. */
  fetchBlocking(url: string): BlockingAnswer;
  /** The control of the server at this host: faults, limits, log. */
  connect<Handle>(host: string): Handle;
  readonly hosts: string[];
  /** Forgets all that has happened: servers as they are at first. */
  restart(): void;
  Response: typeof Response;
  Request: typeof Request;
}

/** What Node and browsers say in words of their own when the network fails; one message, so that a page prints the same everywhere. */
const failed = () => new NativeTypeError('fetch failed');

const mostRedirects = 20;
const failureTakes = 5;

export function createNetwork(tools: NetworkTools): Network {
  let byHost = startServers(tools);
  const hosts = [...byHost.keys()];
  let isNew = true;
  const serverAt = (host: string) => {
    isNew = false;
    return byHost.get(host);
  };
  const native = tools.native ?? ((fn) => fn);
  const constructors = installBodies(tools.wait, native);

  /** Sends one request and follows redirects; the answer is how to give up. */
  function send(outgoing: Outgoing, settle: Settle): () => void {
    let cancel = () => {};
    const hop = (url: URL, method: string, body: string, count: number) => {
      const server = serverAt(url.host);
      if (!server) {
        tools.unknown(url.href, hosts);
        cancel = tools.after(failureTakes, () => settle.reject(failed()));
        return;
      }
      const watcher = tools.watch({ server: server.host, method, url: url.href });
      let exchange: Exchange | undefined;
      const arrival = new Arrival();
      let answered = false;
      const over = tools.keepAlive();
      const client: Client = {
        head(answer) {
          answered = true;
          const location = redirectOf(answer);
          if (location === undefined || outgoing.redirect === 'manual') {
            const response = makeResponse(arrival, {
              status: answer.status,
              statusText: phraseOf(answer.status),
              headers: answer.headers ?? {},
              url: url.href,
              redirected: count > 0,
            });
            watcher.response(answer.status, () => settle.resolve(response, arrival));
            return;
          }
          watcher.response(answer.status, () => {
            if (outgoing.redirect === 'error' || count === mostRedirects) return settle.reject(failed());
            const get = answer.status === 303 || (answer.status < 303 && method === 'POST');
            hop(new NativeUrl(location, url), get ? 'GET' : method, get ? '' : body, count + 1);
          });
        },
        piece(bytes) {
          arrival.push(bytes as Bytes);
          return arrival.unread < client.window;
        },
        end() {
          over();
          arrival.end();
        },
        fail() {
          over();
          if (answered) arrival.fail(new NativeTypeError('terminated'));
          else watcher.response(0, () => settle.reject(failed()));
        },
        window: 65_536,
      };
      arrival.taken = () => exchange?.room();
      const giveUp = () => {
        over();
        exchange?.abort();
      };
      arrival.cancelled = giveUp;
      exchange = server.receive(incoming(url, method, outgoing.headers, body), client, watcher);
      cancel = giveUp;
    };
    hop(outgoing.url, outgoing.method, outgoing.body, 0);
    return () => cancel();
  }

  const { fetch } = {
    fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      return new NativePromise((resolve, reject) => {
        const request = describe(input, init, constructors.Request);
        const { signal } = request;
        if (signal?.aborted) return reject(signal.reason);
        if (tools.elsewhere && !byHost.has(request.url.host) && !request.url.host.endsWith('.test'))
          return resolve(tools.elsewhere(input, init));
        let cancel = () => {};
        let arrival: Arrival | undefined;
        const stop = () => {
          cancel();
          reject(signal?.reason);
          arrival?.fail(signal?.reason);
        };
        const over = () => {
          if (signal) unlisten.call(signal, 'abort', stop);
        };
        if (signal) listen.call(signal, 'abort', stop, { once: true });
        const start = (body: string) => {
          if (signal?.aborted) return;
          cancel = send(
            { ...request, body },
            {
              resolve(response, body) {
                arrival = body;
                body.settled = over;
                if (response.body === null) over();
                resolve(response);
              },
              reject(error) {
                over();
                reject(error);
              },
            },
          );
        };
        if (typeof request.body === 'string') start(request.body);
        else
          readBody(
            request.body,
            tools.wait,
            (bytes) => start(decode(bytes)),
            (error) => {
              over();
              reject(error);
            },
          );
      });
    },
  };

  function fetchBlocking(address: string): BlockingAnswer {
    const request = describe(address, undefined, constructors.Request);
    const { url } = request;
    const server = serverAt(url.host);
    if (!server) {
      tools.unknown(url.href, hosts);
      throw failed();
    }
    const watcher = tools.watch({ server: server.host, method: 'GET', url: url.href });
    const work = server.receiveBlocking(incoming(url, 'GET', request.headers, ''), watcher);
    const end = tools.now() + (work?.ms ?? Number.POSITIVE_INFINITY);
    while (tools.read() < end);
    // Only reached when the work ends at all: a server that hangs holds the thread for good.
    if (!work) throw failed();
    const answer = work.finish();
    let result: BlockingAnswer | undefined;
    watcher.response(answer.status, () => {
      const { status, body = '' } = answer;
      const headers = new NativeHeaders(answer.headers);
      const text = typeof body === 'string' ? body : '';
      result = { ok: status >= 200 && status < 300, status, statusText: phraseOf(status), headers, text };
    });
    if (!result) throw failed();
    return result;
  }

  return {
    fetch: native(fetch, 'fetch', 1),
    fetchBlocking,
    connect<Handle>(host: string): Handle {
      const server = serverAt(host);
      if (!server) throw new NativeTypeError(`There is no server at ${host}; there are ${hosts.join(', ')}`);
      return server.control as Handle;
    },
    hosts,
    restart() {
      if (!isNew) byHost = startServers(tools);
      isNew = true;
    },
    ...constructors,
  };
}

function startServers(tools: NetworkTools): Map<string, Server> {
  const started = new Map<string, Server>();
  for (const make of servers) {
    const server = make(tools);
    started.set(server.host, server);
  }
  return started;
}

interface Settle {
  resolve(response: Response, body: Arrival): void;
  reject(error: unknown): void;
}

interface Outgoing {
  url: URL;
  method: string;
  headers: Headers;
  body: string;
  redirect: RequestRedirect;
}

/** Reads what `fetch` was given, with the errors of the native `Request`. A body that must be waited for comes as its owner. */
function describe(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  OurRequest: typeof Request,
): Omit<Outgoing, 'body'> & { body: string | Request; signal: AbortSignal | undefined } {
  const isRequest = input instanceof NativeRequest;
  const given =
    init?.signal === undefined ? (isRequest ? input.signal : undefined) : (init.signal ?? undefined);
  if (given !== undefined && !(given instanceof NativeSignal))
    throw new NativeTypeError("Failed to execute 'fetch': member signal is not of type AbortSignal.");
  // Relative addresses have no base here, whatever the host's own base is.
  const url = isRequest ? new NativeUrl(input.url) : parse(String(input));
  const known = init?.body == null ? undefined : bytesOf(init.body);
  // The native constructor checks and normalises; the signal stays out of it, so that no listener is left on it.
  const { signal: _, ...rest } = init ?? {};
  const inherited = isRequest && init?.body == null;
  const request = new OurRequest(url.href, isRequest ? { ...settingsOf(input), ...rest } : rest);
  let body: string | Request = '';
  if (known) body = decode(known.bytes);
  else if (inherited ? hasBody(input) : init?.body != null) body = inherited ? input : request;
  const { method, headers, redirect } = request;
  return { url, method, headers, redirect, body, signal: given };
}

/** A request's settings without its body, which the native constructor would use up. */
function settingsOf({ method, headers, redirect }: Request): RequestInit {
  return { method, headers, redirect };
}

function parse(address: string): URL {
  try {
    return new NativeUrl(address);
  } catch {
    throw new NativeTypeError(`Failed to parse URL from ${address}`);
  }
}

function incoming(url: URL, method: string, headers: Headers, body: string): Incoming {
  let path = url.pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    // An address such as /100% is no valid encoding; the server sees it as it is.
  }
  return { method, path, query: url.searchParams, headers, body };
}

/** What to tell somebody whose request reached nobody. */
export function unknownHost(url: string, known: string[]): string {
  const { host, protocol } = new NativeUrl(url);
  return `Nobody answers at ${host || protocol}: programs in this book reach ${known.join(', ')}.`;
}

function redirectOf(answer: Answer): string | undefined {
  return answer.status >= 301 && answer.status <= 308 ? answer.headers?.['location'] : undefined;
}
