/** The broker's end of the cage: opens the opaque frame, watches over it, has it start and terminate workers. */
import type { CageCommand, WorkerKind } from './cage.ts';
import { cageSandbox, withKey } from './documents.ts';
import { limits } from './limits.ts';
import { createNonce } from './nonce.ts';
import { invalid } from './shape.ts';
import { cageMessage } from './validate.ts';

/** Why a cage is gone: reasons of `Cage.lost`. */
export type CageLoss = 'crashed' | 'unresponsive' | 'navigated' | 'closed';

export interface CagedWorker {
  /**
   * Sends the worker its first message, with a port to answer on. Until then its script only waits. While a watched
   * worker lives, the frame around it has to show signs of life.
   */
  greet(greeting: unknown, port: MessagePort, watched: boolean): void;
  /** Hears of an error that the worker's script did not catch itself: usually that it could not start at all. */
  onFailed: (message: string) => void;
  /** Terminates the worker. Resolves once that is confirmed, or the frame around it has been removed. */
  kill(): Promise<void>;
}

export interface Cage {
  /** Aborted once the frame is gone, with a `CageLoss` as its reason. Its workers are gone with it. */
  readonly lost: AbortSignal;
  spawn(kind: WorkerKind, script: string): CagedWorker;
  close(): void;
}

/**
 * Opens a cage in `page`.
 * @throws Error when the frame does not start, which means that its script was blocked or the browser is too busy.
 */
export function openCage(page: Document, srcdoc: string): Promise<Cage> {
  const frame = page.createElement('iframe');
  frame.setAttribute('sandbox', cageSandbox);
  frame.setAttribute('allow', '');
  frame.referrerPolicy = 'no-referrer';
  frame.hidden = true;
  const key = createNonce();
  frame.srcdoc = withKey(srcdoc, key);

  const channel = new MessageChannel();
  const port = channel.port1;
  const lost = new AbortController();
  const workers = new Map<number, CagedWorker>();
  /** The watched ones. */
  const busy = new Set<number>();
  const killed = new Map<number, () => void>();
  const send = (command: CageCommand, transfer: Transferable[] = []) => port.postMessage(command, transfer);
  let count = 0;
  let lastScript: string | undefined;
  let heartbeat: ReturnType<typeof setInterval> | undefined;

  function lose(loss: CageLoss) {
    if (lost.signal.aborted) return;
    clearInterval(heartbeat);
    port.close();
    frame.remove();
    lost.abort(loss);
    for (const confirm of killed.values()) confirm();
  }

  let missed = 0;
  function watch() {
    if (heartbeat !== undefined) return;
    missed = 0;
    send({ type: 'ping' });
    heartbeat = setInterval(() => {
      if (busy.size === 0) {
        clearInterval(heartbeat);
        heartbeat = undefined;
      } else if (++missed > limits.missedBeats) lose('crashed');
      else send({ type: 'ping' });
    }, limits.beat);
  }

  function spawn(kind: WorkerKind, script: string): CagedWorker {
    const id = ++count;
    let gone: Promise<void> | undefined;
    const worker: CagedWorker = {
      onFailed() {},
      greet(greeting, handed, watched) {
        send({ type: 'greet', worker: id, greeting }, [handed]);
        if (!watched) return;
        busy.add(id);
        watch();
      },
      kill() {
        gone ??= new Promise<void>((resolve) => {
          workers.delete(id);
          busy.delete(id);
          if (lost.signal.aborted) return resolve();
          const patience = setTimeout(() => lose('unresponsive'), limits.killed);
          killed.set(id, () => {
            clearTimeout(patience);
            killed.delete(id);
            resolve();
          });
          send({ type: 'kill', worker: id });
        });
        return gone;
      },
    };
    workers.set(id, worker);
    send({ type: 'spawn', worker: id, kind, ...(script !== lastScript && { script }) });
    lastScript = script;
    return worker;
  }

  return new Promise<Cage>((resolve, reject) => {
    const give = (reason: string) => {
      lose('closed');
      reject(new Error(reason));
    };
    const patience = setTimeout(() => give('The sandbox did not start.'), limits.cageReady);
    port.onmessage = ({ data }) => {
      const message = cageMessage(data);
      if (message === invalid) return;
      missed = 0;
      if (message.type === 'killed') killed.get(message.worker)?.();
      else if (message.type === 'failed') workers.get(message.worker)?.onFailed(message.message);
      else if (message.type === 'ready') {
        if (message.key !== key) return give('The sandbox is not the one that was opened.');
        clearTimeout(patience);
        resolve({ lost: lost.signal, spawn, close: () => lose('closed') });
      }
    };
    let loads = 0;
    frame.addEventListener('load', () => {
      if (++loads > 1) return lose('navigated');
      if (frame.getAttribute('sandbox') !== cageSandbox || frame.getAttribute('allow') !== '')
        return give('The sandbox is not sealed.');
      // The frame's origin is opaque, so no target origin can be named; what matters is that only this window gets the port.
      frame.contentWindow?.postMessage('welcome', '*', [channel.port2]);
    });
    page.body.append(frame);
  });
}
