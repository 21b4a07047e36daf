/**
 * Starts a worker in the cage, whichever way this browser allows: a blob first, a `data:` address when the blob did not
 * start. (Blob workers of opaque frames fail in WebKit when the page is cross-origin isolated.)
 */
import type { WorkerKind } from './cage.ts';
import { limits } from './limits.ts';
import type { Cage, CagedWorker } from './open-cage.ts';

export interface StartedWorker extends Pick<CagedWorker, 'kill'> {
  /** @throws DOMException when something among `transfer` cannot be transferred. */
  post(message: unknown, transfer?: object[]): void;
}

export interface StartOptions {
  script: string;
  greeting: unknown;
  /** Reads a message now or, in order, later; at once when absent. */
  queue?(read: () => void): void;
  /** Gets every message of the worker. It answers `true` to the one that shows that the worker has started. */
  onMessage(data: unknown): boolean;
  /** An error that reached the worker's edge after it had started. */
  onFailed(message: string): void;
  signal: AbortSignal;
  /** Whether its frame must show signs of life while it runs; see `CagedWorker.greet`. */
  watched: boolean;
  /** A worker with this script that already waits for its greeting. */
  standby?: CagedWorker | undefined;
}

/** The kind that worked last: the others are only tried again when it fails. */
let preferred: WorkerKind = 'blob';

/** Starts a worker that waits for its greeting: for `standby`. */
export const spawnPreferred = (cage: Cage, script: string): CagedWorker => cage.spawn(preferred, script);

/**
 * Resolves as soon as the worker has shown that it runs.
 * @throws WorkerStartError when no kind of worker starts; the signal's reason when it is aborted meanwhile.
 */
export async function startWorker(cage: Cage, options: StartOptions): Promise<StartedWorker> {
  const kinds: WorkerKind[] = preferred === 'blob' ? ['blob', 'data'] : ['data', 'blob'];
  let { standby } = options;
  let last: unknown;
  for (const kind of kinds) {
    try {
      const worker = await attempt(cage, standby ?? cage.spawn(kind, options.script), options);
      preferred = kind;
      return worker;
    } catch (error) {
      if (!(error instanceof WorkerStartError)) throw error;
      // The first refusal is the telling one: a syntax error reads the same from both kinds.
      last ??= error;
      standby = undefined;
    }
  }
  throw last;
}

/** The worker's script did not start; the message is the browser's. */
export class WorkerStartError extends Error {
  override readonly name = 'WorkerStartError';
}

function attempt(cage: Cage, worker: CagedWorker, options: StartOptions): Promise<StartedWorker> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    let started = false;
    const end = new AbortController();
    const fail = (error: unknown) => {
      end.abort();
      port1.close();
      worker.kill();
      reject(error);
    };
    const patience = setTimeout(
      () => fail(new WorkerStartError('It did not start in time.')),
      limits.workerStart,
    );
    const settle = () => clearTimeout(patience);
    end.signal.addEventListener('abort', settle);
    if (options.signal.aborted) return fail(options.signal.reason);
    if (cage.lost.aborted) return fail(new Error(`The sandbox ${cage.lost.reason}.`));
    worker.onFailed = (message) =>
      started ? options.onFailed(message) : fail(new WorkerStartError(message));
    worker.greet(options.greeting, port2, options.watched);
    const read = (event: MessageEvent) => {
      // What waits to be read is not copied before.
      if (!started && end.signal.aborted) return;
      if (!options.onMessage(event.data) || started) return;
      started = true;
      end.abort();
      resolve({
        post: (message, transfer = []) => port1.postMessage(message, transfer as Transferable[]),
        kill() {
          // Closing first: whatever the worker still has in the queue is not looked at any more.
          port1.close();
          return worker.kill();
        },
      });
    };
    const { queue } = options;
    port1.onmessage = queue ? (event) => queue(() => read(event)) : read;
    options.signal.addEventListener('abort', () => fail(options.signal.reason), { signal: end.signal });
    cage.lost.addEventListener('abort', () => fail(new Error(`The sandbox ${cage.lost.reason}.`)), {
      signal: end.signal,
    });
  });
}
