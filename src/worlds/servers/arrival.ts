/** Bytes that arrive piece by piece, for one reader: all at once when the last has come, or as a stream. */

const { ReadableStream: NativeStream } = globalThis;

export type Bytes = Uint8Array<ArrayBuffer>;

/** One reader's view of bytes that arrive over time. */
export class Arrival {
  #pieces: Bytes[] = [];
  #unread = 0;
  #ended = false;
  #failed = false;
  #reason: unknown;
  #changed: (() => void) | undefined;
  #forks: Arrival[] = [];
  #controller: ReadableByteStreamController | ReadableStreamDefaultController | undefined;
  #stream: ReadableStream | undefined;
  /** Called once, when somebody first wants bytes. */
  wanted: (() => void) | undefined;
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

  push(piece: Bytes): void {
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
    copy.wanted = () => this.#begin();
    for (const piece of this.#pieces) copy.push(piece.slice());
    if (this.#ended) copy.end();
    if (this.#failed) copy.fail(this.#reason);
    this.#forks.push(copy);
    return copy;
  }

  /** The same bytes as a stream that is read on demand. */
  get stream(): ReadableStream<Bytes> {
    if (this.#stream) return this.#stream;
    const source = {
      start: (controller: ReadableByteStreamController | ReadableStreamDefaultController) => {
        this.#controller = controller;
        this.#closeIfRead();
      },
      pull: () => {
        this.#begin();
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
    return this.#stream as ReadableStream<Bytes>;
  }

  /** Calls back with all bytes at once when the last has come; at once if it already has. */
  collect(done: (bytes: Bytes) => void, failed: (reason: unknown) => void): void {
    this.#begin();
    const all: Bytes[] = [];
    const more = () => {
      this.#changed = undefined;
      for (let piece = this.#take(); piece; piece = this.#take()) all.push(piece);
      if (this.#failed) failed(this.#reason);
      else if (this.#ended) {
        this.#closeIfRead();
        done(join(all));
      } else this.#changed = more;
    };
    more();
  }

  #begin(): void {
    const { wanted } = this;
    this.wanted = undefined;
    wanted?.();
  }

  #take(): Bytes | undefined {
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

/** Pieces in a row. */
export function join(pieces: Bytes[]): Bytes {
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
