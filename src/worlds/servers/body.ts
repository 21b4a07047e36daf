/**
 * Bodies whose bytes arrive piece by piece, and `Response`s that carry them. The body readers (`text`, `json` …) of such
 * responses are our own: they take the same number of turns in every host and no native task, so that the order in
 * which a program prints does not depend on where it runs.
 */

const {
  Promise: NativePromise,
  Request: NativeRequest,
  Response: NativeResponse,
  ReadableStream: NativeStream,
  Headers: NativeHeaders,
  Blob: NativeBlob,
  URLSearchParams: NativeSearchParams,
  TextDecoder: NativeDecoder,
  TextEncoder: NativeEncoder,
  TypeError: NativeTypeError,
} = globalThis;
const parseJson = JSON.parse;
const stringifyJson = JSON.stringify;
const thenOf = Promise.prototype.then;
const getReader = NativeStream.prototype.getReader;
const lockedOf = getterOf(NativeStream.prototype, 'locked');
const construct = Reflect.construct;

type Owner = Response | Request;

/** Says that something native is under way; the answer says that it is over. */
export type Hold = () => () => void;

function getterOf(prototype: object, name: string): (this: object) => unknown {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return getter ?? (() => undefined);
}

/** One reader's view of bytes that arrive over time. */
export class Arrival {
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #unread = 0;
  #ended = false;
  #failed = false;
  #reason: unknown;
  #changed: (() => void) | undefined;
  #forks: Arrival[] = [];
  #controller: ReadableByteStreamController | ReadableStreamDefaultController | undefined;
  #stream: ReadableStream | undefined;
  /** True once a body reader has begun. */
  used = false;
  /** Told when bytes were taken. */
  taken: () => void = () => {};
  /** Told when nobody wants the rest. */
  cancelled: (reason: unknown) => void = () => {};
  /** Told when all is read, or nothing more will be. */
  settled: () => void = () => {};

  get unread(): number {
    return this.#unread;
  }

  push(piece: Uint8Array<ArrayBuffer>): void {
    if (this.#ended || this.#failed) return;
    for (const fork of this.#forks) fork.push(piece.slice());
    this.#pieces.push(piece);
    this.#unread += piece.length;
    this.#changed?.();
  }

  end(): void {
    if (this.#ended || this.#failed) return;
    this.#ended = true;
    for (const fork of this.#forks) fork.end();
    this.#closeIfRead();
    this.#changed?.();
  }

  fail(reason: unknown): void {
    for (const fork of this.#forks) fork.fail(reason);
    if (this.#failed || (this.#ended && this.#pieces.length === 0)) return;
    this.#failed = true;
    this.#reason = reason;
    this.#pieces = [];
    this.#controller?.error(reason);
    this.settled();
    this.#changed?.();
  }

  /** A second view that begins where this one is now. */
  fork(): Arrival {
    const copy = new Arrival();
    for (const piece of this.#pieces) copy.push(piece.slice());
    if (this.#ended) copy.end();
    if (this.#failed) copy.fail(this.#reason);
    this.#forks.push(copy);
    return copy;
  }

  /** The same bytes as a stream that is read on demand. */
  get stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    if (this.#stream) return this.#stream;
    const source = {
      start: (controller: ReadableByteStreamController | ReadableStreamDefaultController) => {
        this.#controller = controller;
        this.#closeIfRead();
      },
      pull: () => {
        const deliver = () => {
          this.#changed = undefined;
          if (this.#failed) return;
          const piece = this.#take();
          if (piece) {
            this.#controller?.enqueue(piece as never);
            this.#closeIfRead();
          } else if (!this.#ended) this.#changed = deliver;
        };
        deliver();
      },
      cancel: (reason: unknown) => {
        this.#ended = true;
        this.#pieces = [];
        this.#controller = undefined;
        this.cancelled(reason);
        this.settled();
      },
    };
    // Byte streams are what a fetched body is; where they are missing, a default stream differs only for BYOB readers.
    try {
      this.#stream = new NativeStream({ ...source, type: 'bytes' } as UnderlyingByteSource, {
        highWaterMark: 0,
      });
    } catch {
      this.#stream = new NativeStream(source as UnderlyingDefaultSource, { highWaterMark: 0 });
    }
    return this.#stream as ReadableStream<Uint8Array<ArrayBuffer>>;
  }

  /** Calls back with all bytes at once when the last has come; at once if it already has. */
  collect(done: (bytes: Uint8Array<ArrayBuffer>) => void, failed: (reason: unknown) => void): void {
    const all: Uint8Array<ArrayBuffer>[] = [];
    const more = () => {
      this.#changed = undefined;
      if (this.#failed) return failed(this.#reason);
      for (let piece = this.#take(); piece; piece = this.#take()) all.push(piece);
      if (this.#ended) {
        this.#closeIfRead();
        return done(join(all));
      }
      this.#changed = more;
    };
    more();
  }

  #take(): Uint8Array<ArrayBuffer> | undefined {
    const piece = this.#pieces.shift();
    if (!piece) return undefined;
    this.#unread -= piece.length;
    this.taken();
    return piece;
  }

  #closeIfRead(): void {
    if (!this.#ended || this.#pieces.length > 0 || this.#failed) return;
    const controller = this.#controller;
    this.#controller = undefined;
    if (controller) {
      controller.close();
      if ('byobRequest' in controller) controller.byobRequest?.respond(0);
    }
    this.settled();
  }
}

function join(pieces: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const arrivals = new WeakMap<Owner, Arrival>();
const addresses = new WeakMap<Owner, { url: string; redirected: boolean }>();
/** Streams that a program made itself and gave to a `Response`. */
const ownStreams = new WeakMap<Owner, ReadableStream>();

const bodiless = new Set([101, 103, 204, 205, 304]);

/** A `Response` as `fetch` gives it, with its body still on the way. */
export function makeResponse(
  arrival: Arrival,
  init: { status: number; statusText: string; headers: HeadersInit; url: string; redirected: boolean },
): Response {
  const { status, statusText, headers, url, redirected } = init;
  const response = carry(arrival, { status, statusText, headers });
  addresses.set(response, { url, redirected });
  return response;
}

function carry(arrival: Arrival, init: ResponseInit & { status: number }): Response {
  if (bodiless.has(init.status)) return new NativeResponse(null, init);
  const response = new NativeResponse(arrival.stream, init);
  arrivals.set(response, arrival);
  return response;
}

/** What can be turned into bytes without waiting. */
export function bytesOf(body: unknown): { bytes: Uint8Array<ArrayBuffer>; type?: string } | undefined {
  const encode = (text: string) => new NativeEncoder().encode(text) as Uint8Array<ArrayBuffer>;
  if (typeof body === 'string') return { bytes: encode(body), type: 'text/plain;charset=UTF-8' };
  if (body instanceof NativeSearchParams)
    return { bytes: encode(String(body)), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body.slice(0)) };
  if (ArrayBuffer.isView(body)) {
    const { buffer, byteOffset, byteLength } = body;
    return { bytes: new Uint8Array(buffer, byteOffset, byteLength).slice() as Uint8Array<ArrayBuffer> };
  }
  return undefined;
}

type Convert = (bytes: Uint8Array<ArrayBuffer>, owner: Owner) => unknown;

const decode = (bytes: Uint8Array) => new NativeDecoder().decode(bytes);

const readers: Record<string, Convert> = {
  text: decode,
  json: (bytes) => parseJson(decode(bytes)),
  arrayBuffer: (bytes) =>
    bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer,
  bytes: (bytes) => bytes,
  blob: (bytes, owner) => new NativeBlob([bytes], { type: owner.headers.get('content-type') ?? '' }),
};

/** Reads a program's own stream to its end. */
function collectStream(
  stream: ReadableStream,
  done: (bytes: Uint8Array<ArrayBuffer>) => void,
  failed: (reason: unknown) => void,
): void {
  const reader = getReader.call(stream) as ReadableStreamDefaultReader<unknown>;
  const all: Uint8Array<ArrayBuffer>[] = [];
  const next = () => {
    thenOf.call(
      reader.read(),
      (result) => {
        const { done: over, value } = result as ReadableStreamReadResult<unknown>;
        if (over) return done(join(all));
        if (!(value instanceof Uint8Array))
          return failed(new NativeTypeError('Received a chunk that is not a Uint8Array'));
        all.push(value as Uint8Array<ArrayBuffer>);
        next();
      },
      failed,
    );
  };
  next();
}

const unusable = () => new NativeTypeError('Body is unusable: Body has already been read');

/** Body bytes of a `Request` or `Response`, given to one of two callbacks. */
export function readBody(
  owner: Owner,
  hold: Hold,
  done: (bytes: Uint8Array<ArrayBuffer>) => void,
  failed: (reason: unknown) => void,
): void {
  const arrival = arrivals.get(owner);
  const stream = arrival?.stream ?? ownStreams.get(owner);
  if (arrival?.used || owner.bodyUsed || (stream && lockedOf.call(stream))) return failed(unusable());
  if (arrival) {
    arrival.used = true;
    if (stream) getReader.call(stream);
    return arrival.collect(done, failed);
  }
  if (stream) return collectStream(stream, done, failed);
  if (owner.body === null) return done(new Uint8Array(0));
  const release = hold();
  thenOf.call(
    nativeArrayBuffer.call(owner),
    (buffer) => {
      release();
      done(new Uint8Array(buffer as ArrayBuffer));
    },
    (error) => {
      release();
      failed(error);
    },
  );
}

const nativeArrayBuffer = function (this: Owner): Promise<ArrayBuffer> {
  return (this instanceof NativeResponse ? responseArrayBuffer : requestArrayBuffer).call(this as never);
};
const responseArrayBuffer = NativeResponse.prototype.arrayBuffer;
const requestArrayBuffer = NativeRequest.prototype.arrayBuffer;

/**
 * Puts our readers in place of the native ones on `Response` and `Request`, and returns the constructors to use instead
 * of the native ones (same prototypes, same statics). Call it once, before the program starts.
 */
export function installBodies(hold: Hold): { Response: typeof Response; Request: typeof Request } {
  for (const prototype of [NativeResponse.prototype, NativeRequest.prototype] as object[]) {
    const usedOf = getterOf(prototype, 'bodyUsed');
    replaceGetter(prototype, 'bodyUsed', (owner, native) =>
      arrivals.get(owner as Owner)?.used ? true : native,
    );
    for (const [name, convert] of Object.entries(readers)) {
      const methods = {
        [name](this: Owner) {
          return new NativePromise((resolve, reject) => {
            // Throws for a receiver that is no Response, as the native method does.
            usedOf.call(this);
            readBody(
              this,
              hold,
              (bytes) => {
                try {
                  resolve(convert(bytes, this));
                } catch (error) {
                  reject(error);
                }
              },
              reject,
            );
          });
        },
      };
      define(prototype, name, methods[name]);
    }
    const nativeForm = (prototype as Response).formData;
    define(
      prototype,
      'formData',
      {
        formData(this: Owner) {
          return new NativePromise((resolve, reject) => {
            usedOf.call(this);
            const settle = (owner: Owner) => {
              const release = hold();
              thenOf.call(
                nativeForm.call(owner as Response),
                (form) => {
                  release();
                  resolve(form);
                },
                (error) => {
                  release();
                  reject(error);
                },
              );
            };
            const headers = { 'content-type': this.headers.get('content-type') ?? '' };
            if (!arrivals.has(this)) settle(this);
            else readBody(this, hold, (bytes) => settle(new NativeResponse(bytes, { headers })), reject);
          });
        },
      }.formData,
    );
  }
  replaceGetter(
    NativeResponse.prototype,
    'url',
    (owner, native) => addresses.get(owner as Owner)?.url ?? native,
  );
  replaceGetter(
    NativeResponse.prototype,
    'redirected',
    (owner, native) => addresses.get(owner as Owner)?.redirected ?? native,
  );
  replaceGetter(NativeResponse.prototype, 'type', (owner, native) =>
    addresses.has(owner as Owner) ? 'basic' : native,
  );

  const nativeClone = NativeResponse.prototype.clone;
  define(
    NativeResponse.prototype,
    'clone',
    {
      clone(this: Response): Response {
        const arrival = arrivals.get(this);
        if (!arrival) return nativeClone.call(this);
        if (this.bodyUsed || lockedOf.call(arrival.stream))
          throw new NativeTypeError('Response.clone: Body has already been consumed.');
        const { status, statusText, headers } = this;
        const copy = carry(arrival.fork(), { status, statusText, headers });
        const address = addresses.get(this);
        if (address) addresses.set(copy, address);
        return copy;
      },
    }.clone,
  );

  const responses = new Proxy(NativeResponse, {
    construct(target, [body, init]: [unknown, ResponseInit | undefined], newTarget) {
      const made = newTarget === responses ? target : newTarget;
      const known = bytesOf(body);
      if (!known) {
        const response = construct(target, [body, init], made) as Response;
        if (body instanceof NativeStream) ownStreams.set(response, body);
        return response;
      }
      const arrival = new Arrival();
      if (known.bytes.length > 0) arrival.push(known.bytes);
      arrival.end();
      const response = construct(target, [arrival.stream, init], made) as Response;
      if (known.type && !response.headers.has('content-type'))
        response.headers.set('content-type', known.type);
      arrivals.set(response, arrival);
      return response;
    },
  });
  define(
    NativeResponse,
    'json',
    {
      json(data: unknown, init: ResponseInit = {}): Response {
        const headers = new NativeHeaders(init.headers);
        if (!headers.has('content-type')) headers.set('content-type', 'application/json');
        const text = stringifyJson(data);
        if (text === undefined) throw new NativeTypeError('The data is not JSON serializable');
        return new responses(text, { ...init, headers });
      },
    }.json,
  );
  const requests = new Proxy(NativeRequest, {
    construct(target, args: [RequestInfo | URL, RequestInit | undefined], newTarget) {
      const request = construct(target, args, newTarget === requests ? target : newTarget) as Request;
      const [input, init] = args;
      const known = bytesOf(init?.body);
      if (known) remember(request, known.bytes);
      else if (init?.body instanceof NativeStream) ownStreams.set(request, init.body);
      else if (init?.body == null && input instanceof NativeRequest) inherit(input, request);
      return request;
    },
  });
  const cloneRequest = NativeRequest.prototype.clone;
  define(
    NativeRequest.prototype,
    'clone',
    {
      clone(this: Request): Request {
        const copy = cloneRequest.call(this);
        inherit(this, copy);
        return copy;
      },
    }.clone,
  );
  define(NativeResponse.prototype, 'constructor', responses);
  define(NativeRequest.prototype, 'constructor', requests);
  return { Response: responses, Request: requests };
}

function remember(owner: Owner, bytes: Uint8Array<ArrayBuffer>): void {
  const arrival = new Arrival();
  if (bytes.length > 0) arrival.push(bytes);
  arrival.end();
  arrivals.set(owner, arrival);
}

function inherit(from: Request, to: Request): void {
  const arrival = arrivals.get(from);
  if (arrival) arrivals.set(to, arrival.fork());
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: isMethod(target),
  });
}

/** Methods of web interfaces are enumerable, `constructor` and our statics need not be. */
function isMethod(target: object): boolean {
  return typeof target !== 'function';
}

function replaceGetter(
  prototype: object,
  name: string,
  read: (owner: object, native: unknown) => unknown,
): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  const native = descriptor?.get;
  if (!descriptor || !native) return;
  const holder = {
    get [name](): unknown {
      return read(this, native.call(this));
    },
  };
  Object.defineProperty(prototype, name, { ...descriptor, get: getterOf(holder, name) });
}
