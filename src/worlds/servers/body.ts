/**
 * `Request` and `Response` bodies. Their readers (`text`, `json` …) are our own: they take the same number of turns in
 * every host and no native task, so that the order in which a program prints does not depend on where it runs. Only
 * forms are left to the native ones.
 */
import { Arrival, type Bytes, join } from './arrival.ts';

const {
  Blob: NativeBlob,
  Headers: NativeHeaders,
  Promise: NativePromise,
  ReadableStream: NativeStream,
  Request: NativeRequest,
  Response: NativeResponse,
  TextDecoder: NativeDecoder,
  TextEncoder: NativeEncoder,
  TypeError: NativeTypeError,
  URLSearchParams: NativeSearchParams,
} = globalThis;
const { parse: parseJson, stringify: stringifyJson } = JSON;
const { construct } = Reflect;
const { then } = Promise.prototype;
const { getReader } = NativeStream.prototype;
const isLocked = getterOf(NativeStream.prototype, 'locked');

type Owner = Response | Request;

/** Makes the result of something native arrive in order, with the clock standing still meanwhile. */
export type Wait = <T>(promise: Promise<T>) => Promise<T>;

/** Gives a function a name and a length and makes it look like the platform's own. */
export type Disguise = <F extends (...args: never[]) => unknown>(fn: F, name?: string, length?: number) => F;

/** Bodies whose bytes are ours. */
const arrivals = new WeakMap<Owner, Arrival>();
/** Bodies that are a stream of the program's own. */
const ownStreams = new WeakMap<Owner, ReadableStream>();
/** Requests that were given a body. */
const bodied = new WeakSet<Request>();

/** Firefox does not tell by the property `body`. */
export const hasBody = (request: Request): boolean =>
  request.body === undefined ? bodied.has(request) : request.body !== null;

const addresses = new WeakMap<Owner, { url: string; redirected: boolean }>();

const bodiless = new Set([101, 103, 204, 205, 304]);

/** A `Response` as `fetch` gives it, with its body still on the way. */
export function makeResponse(
  arrival: Arrival,
  { url, redirected, ...init }: ResponseInit & { status: number; url: string; redirected: boolean },
): Response {
  const response = carry(arrival, init);
  addresses.set(response, { url, redirected });
  return response;
}

function carry(arrival: Arrival, init: ResponseInit & { status: number }): Response {
  if (bodiless.has(init.status)) return new NativeResponse(null, init);
  const response = new NativeResponse(arrival.stream, init);
  arrivals.set(response, arrival);
  return response;
}

/** The bytes of a body that can be had without waiting, and the content type that goes with it. */
export function bytesOf(body: unknown): { bytes: Bytes; type?: string } | undefined {
  const encode = (text: string): Bytes => new NativeEncoder().encode(text);
  if (typeof body === 'string') return { bytes: encode(body), type: 'text/plain;charset=UTF-8' };
  if (body instanceof NativeSearchParams)
    return { bytes: encode(String(body)), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body.slice(0)) };
  if (!ArrayBuffer.isView(body)) return undefined;
  return { bytes: new Uint8Array(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)) };
}

const { arrayBuffer: bytesOfBlob } = NativeBlob.prototype;

/** A blob's bytes, which begin to arrive when somebody wants them. */
export function arrivalOf(blob: Blob, wait: Wait): Arrival {
  const arrival = new Arrival();
  arrival.wanted = () => {
    then.call(
      wait(bytesOfBlob.call(blob)),
      (buffer) => {
        const bytes = new Uint8Array(buffer as ArrayBuffer);
        if (bytes.length > 0) arrival.push(bytes);
        arrival.end();
      },
      (reason) => arrival.fail(reason),
    );
  };
  return arrival;
}

let nativeReadings = 0;

/** True while the platform reads a form; the blobs in it are none of our business then. */
export const isReadingNatively = (): boolean => nativeReadings > 0;

/** Counts a native reading for as long as it takes. */
function reading<T>(promise: Promise<T>): Promise<T> {
  nativeReadings += 1;
  const over = () => {
    nativeReadings -= 1;
  };
  then.call(promise, over, over);
  return promise;
}

function nativeBytes(owner: Owner): Promise<ArrayBuffer> {
  return reading(owner instanceof NativeResponse ? bytesOfResponse.call(owner) : bytesOfRequest.call(owner));
}

/** Bytes as the text they are in UTF-8. */
export const decode = (bytes: Uint8Array): string => new NativeDecoder().decode(bytes);

/** Gives the bytes of a body to `done`, or the reason why there are none to `failed`. */
export function readBody(
  owner: Owner,
  wait: Wait,
  done: (bytes: Bytes) => void,
  failed: (reason: unknown) => void,
): void {
  const arrival = arrivals.get(owner);
  const stream =
    ownStreams.get(owner) ?? (arrival && owner instanceof NativeResponse ? arrival.stream : undefined);
  if (owner.bodyUsed || (stream && isLocked.call(stream)))
    failed(new NativeTypeError('Body is unusable: Body has already been read'));
  else if (arrival) {
    arrival.used = true;
    if (stream) getReader.call(stream);
    arrival.collect(done, failed);
  } else if (stream) collectStream(stream, done, failed);
  else if (owner instanceof NativeRequest ? !hasBody(owner) : owner.body === null) done(new Uint8Array(0));
  else then.call(wait(nativeBytes(owner)), (buffer) => done(new Uint8Array(buffer as ArrayBuffer)), failed);
}

const {
  arrayBuffer: bytesOfResponse,
  clone: cloneResponse,
  formData: formOfResponse,
} = NativeResponse.prototype;
const { arrayBuffer: bytesOfRequest, clone: cloneRequest, formData: formOfRequest } = NativeRequest.prototype;

/** Reads a program's own stream to its end. */
function collectStream(
  stream: ReadableStream,
  done: (bytes: Bytes) => void,
  failed: (reason: unknown) => void,
): void {
  const reader = getReader.call(stream) as ReadableStreamDefaultReader<unknown>;
  const all: Bytes[] = [];
  const receive = (result: unknown) => {
    const { done: over, value } = result as ReadableStreamReadResult<unknown>;
    if (over) done(join(all));
    else if (!(value instanceof Uint8Array))
      failed(new NativeTypeError('Received a chunk that is not a Uint8Array'));
    else {
      all.push(value as Bytes);
      next();
    }
  };
  const next = () => then.call(reader.read(), receive, failed);
  next();
}

/** What each reader makes of the bytes. */
const readers: Record<string, (bytes: Bytes, owner: Owner) => unknown> = {
  text: decode,
  json: (bytes) => parseJson(decode(bytes)),
  arrayBuffer: (bytes) => (bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()).buffer,
  bytes: (bytes) => bytes,
  blob: (bytes, owner) => new NativeBlob([bytes], { type: owner.headers.get('content-type') ?? '' }),
};

/**
 * Puts our readers in place of the native ones on `Response` and `Request`, and returns the constructors to use instead
 * of the native ones (same prototypes, same statics). To be called once, before the program starts.
 */
export function installBodies(
  wait: Wait,
  native: Disguise,
): { Response: typeof Response; Request: typeof Request } {
  const define = (target: object, name: string, value: (...args: never[]) => unknown, length: number) =>
    Object.defineProperty(target, name, {
      value: native(value, name, length),
      writable: true,
      configurable: true,
      enumerable: true,
    });
  const refine = (prototype: object, name: string, read: (owner: Owner, original: unknown) => unknown) => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    const original = getterOf(prototype, name);
    const { get } = Object.getOwnPropertyDescriptor(
      {
        get [name](): unknown {
          return read(this as unknown as Owner, original.call(this));
        },
      },
      name,
    ) as { get(): unknown };
    Object.defineProperty(prototype, name, { ...descriptor, get: native(get, `get ${name}`, 0) });
  };

  for (const prototype of [NativeResponse.prototype, NativeRequest.prototype] as object[]) {
    // Throws for a receiver of another kind, as native methods do.
    const check = getterOf(prototype, 'bodyUsed');
    refine(prototype, 'bodyUsed', (owner, original) => original || (arrivals.get(owner)?.used ?? false));
    for (const [name, convert] of Object.entries(readers)) {
      const read = {
        [name](this: Owner): Promise<unknown> {
          return new NativePromise((resolve, reject) => {
            check.call(this);
            const settle = (bytes: Bytes) => {
              try {
                resolve(convert(bytes, this));
              } catch (error) {
                reject(error);
              }
            };
            readBody(this, wait, settle, reject);
          });
        },
      }[name];
      if (read) define(prototype, name, read as never, 0);
    }
    const nativeForm = prototype === NativeResponse.prototype ? formOfResponse : formOfRequest;
    const { formData } = {
      formData(this: Owner): Promise<FormData> {
        return new NativePromise((resolve, reject) => {
          check.call(this);
          const headers = { 'content-type': this.headers.get('content-type') ?? '' };
          const parse = (bytes: Bytes) =>
            then.call(
              wait(reading(formOfResponse.call(new NativeResponse(bytes, { headers })))),
              resolve as never,
              reject,
            );
          if (arrivals.has(this)) readBody(this, wait, parse, reject);
          else then.call(wait(reading(nativeForm.call(this as Response))), resolve as never, reject);
        });
      },
    };
    define(prototype, 'formData', formData, 0);
  }

  const response = NativeResponse.prototype;
  refine(response, 'url', (owner, original) => addresses.get(owner)?.url ?? original);
  refine(response, 'redirected', (owner, original) => addresses.get(owner)?.redirected ?? original);
  refine(response, 'type', (owner, original) => (addresses.has(owner) ? 'basic' : original));
  const clones = {
    response(this: Response): Response {
      const arrival = arrivals.get(this);
      if (!arrival) return retee(this, cloneResponse.call(this));
      if (this.bodyUsed || isLocked.call(arrival.stream))
        throw new NativeTypeError('Response.clone: Body has already been consumed.');
      const { status, statusText, headers } = this;
      const copy = carry(arrival.fork(), { status, statusText, headers });
      const address = addresses.get(this);
      if (address) addresses.set(copy, address);
      return copy;
    },
    request(this: Request): Request {
      const copy = cloneRequest.call(this);
      inherit(this, copy);
      return retee(this, copy);
    },
  };
  define(response, 'clone', clones.response, 0);
  define(NativeRequest.prototype, 'clone', clones.request, 0);

  const constructors = { Response: wrapResponse(wait), Request: wrapRequest(wait) };
  const { json } = {
    json(data: unknown, init: ResponseInit = {}): Response {
      const headers = new NativeHeaders(init.headers);
      if (!headers.has('content-type')) headers.set('content-type', 'application/json');
      const text = stringifyJson(data);
      if (text === undefined) throw new NativeTypeError('The data is not JSON serializable');
      return new constructors.Response(text, { ...init, headers });
    },
  };
  define(NativeResponse, 'json', json as never, 1);
  for (const type of Object.values(constructors)) {
    Object.defineProperty(type.prototype, 'constructor', {
      value: type,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  return constructors;
}

/** A `Response` that a program makes itself: what it is given as bytes is read by our readers, too. */
function wrapResponse(wait: Wait): typeof Response {
  const wrapped: typeof Response = new Proxy(NativeResponse, {
    construct(target, [body, init]: [unknown, ResponseInit | undefined], newTarget) {
      const type = newTarget === wrapped ? target : newTarget;
      const known = arrivalFor(body, wait);
      if (!known) {
        const response = construct(target, [body, init], type) as Response;
        if (body instanceof NativeStream) ownStreams.set(response, body);
        return response;
      }
      const { arrival, contentType } = known;
      const response = construct(target, [arrival.stream, init], type) as Response;
      if (contentType && !response.headers.has('content-type'))
        response.headers.set('content-type', contentType);
      arrivals.set(response, arrival);
      return response;
    },
  });
  return wrapped;
}

function wrapRequest(wait: Wait): typeof Request {
  const wrapped: typeof Request = new Proxy(NativeRequest, {
    construct(target, args: [RequestInfo | URL, RequestInit | undefined], newTarget) {
      const [input, init] = args;
      // As bytes: Node reads text with a global `Buffer`, which programs by a page's rules do not have.
      const plain = init?.body == null ? undefined : bytesOf(init.body);
      const given = plain ? [input, { ...init, body: plain.bytes }] : args;
      const request = construct(target, given, newTarget === wrapped ? target : newTarget) as Request;
      if (plain?.type && !request.headers.has('content-type'))
        request.headers.set('content-type', plain.type);
      const known = arrivalFor(init?.body, wait);
      if (known) arrivals.set(request, known.arrival);
      else if (init?.body instanceof NativeStream) ownStreams.set(request, init.body);
      else if (init?.body == null && input instanceof NativeRequest) inherit(input, request);
      if (init?.body != null) bodied.add(request);
      return request;
    },
  });
  return wrapped;
}

/** The body as bytes that arrive, and what type they are; undefined for a stream, a form, and nothing. */
function arrivalFor(
  body: unknown,
  wait: Wait,
): { arrival: Arrival; contentType: string | undefined } | undefined {
  if (body instanceof NativeBlob) return { arrival: arrivalOf(body, wait), contentType: body.type };
  const known = bytesOf(body);
  if (!known) return undefined;
  const arrival = new Arrival();
  if (known.bytes.length > 0) arrival.push(known.bytes);
  arrival.end();
  return { arrival, contentType: known.type };
}

/** A native clone has split the stream in two, one half for each. */
function retee<T extends Owner>(original: T, copy: T): T {
  if (!ownStreams.has(original)) return copy;
  for (const owner of [original, copy]) if (owner.body) ownStreams.set(owner, owner.body);
  return copy;
}

function inherit(from: Request, to: Request): void {
  const arrival = arrivals.get(from);
  if (arrival) arrivals.set(to, arrival.fork());
  else if (ownStreams.has(from) && to.body) ownStreams.set(to, to.body);
  if (bodied.has(from)) bodied.add(to);
}

function getterOf(prototype: object, name: string): (this: object) => unknown {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined);
}
