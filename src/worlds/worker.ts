/**
 * Gives Node the `Worker` that pages have: `import './worlds/worker.ts'` for its effect. A worker's file is a module that
 * uses `self.postMessage`, `self.onmessage` and `self.close`, as in a page.
 */
import { Worker as Thread } from 'node:worker_threads';

class ThreadWorker extends EventTarget {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  #thread: Thread;
  #isOver = false;

  constructor(url: string | URL, { name = '' }: WorkerOptions = {}) {
    super();
    // The scope is set up first, and then runs the worker's file.
    const workerData = { url: String(url), name };
    this.#thread = new Thread(new URL('./servers/worker-scope.ts', import.meta.url), { workerData });
    const dispatch = (event: Event, handler: ((event: never) => void) | null) => {
      if (this.#isOver) return true;
      if (handler) this.addEventListener(event.type, handler as (event: Event) => void, { once: true });
      const goesOn = this.dispatchEvent(event);
      if (handler) this.removeEventListener(event.type, handler as (event: Event) => void);
      return goesOn;
    };
    this.#thread.on('message', ({ data, ports, error }) => {
      if (!error) {
        dispatch(new MessageEvent('message', { data, ports }), this.onmessage);
        return;
      }
      const event = Object.assign(new Event('error', { cancelable: true }), {
        message: `Uncaught ${error}`,
        error: null,
      });
      if (dispatch(event, this.onerror)) throw error;
    });
    this.#thread.on('messageerror', () => dispatch(new MessageEvent('messageerror'), this.onmessageerror));
    this.#thread.on('error', () => dispatch(new Event('error', { cancelable: true }), this.onerror));
  }

  postMessage(data: unknown, transfer: Transferable[] | StructuredSerializeOptions = []): void {
    const list = Array.isArray(transfer) ? transfer : (transfer.transfer ?? []);
    const ports = list.filter((item) => item instanceof MessagePort);
    this.#thread.postMessage({ data, ports }, list as never);
  }

  terminate(): void {
    this.#isOver = true;
    void this.#thread.terminate();
  }
}

const scope = globalThis as { Worker?: unknown };
scope.Worker ??= ThreadWorker;
