/** What a worker's file finds in a page, for a thread of Node: see `../worker.ts`. */
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const port = parentPort;
if (!port) throw new Error('This file is for a worker thread.');

const target = new EventTarget();
const post = (data: unknown, transfer: Transferable[] | StructuredSerializeOptions = []) => {
  const list = Array.isArray(transfer) ? transfer : (transfer.transfer ?? []);
  const ports = list.filter((item) => item instanceof MessagePort);
  port.postMessage({ data, ports }, list as never);
};
const scope: Record<string, unknown> & { onmessage: ((event: MessageEvent) => void) | null } = Object.assign(
  globalThis as unknown as Record<string, unknown>,
  {
    self: globalThis,
    name: workerData.name,
    onmessage: null,
    onerror: null,
    postMessage: post,
    close: () => process.exit(),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    dispatchEvent: target.dispatchEvent.bind(target),
  },
);

// What a thread prints goes through the first one, and is lost when that ends it; written at once it is not.
const writeTo = (stream: NodeJS.WriteStream, file: number) => {
  stream.write = (text: string | Uint8Array) => {
    writeSync(file, `${text}`);
    return true;
  };
};
writeTo(process.stdout, 1);
writeTo(process.stderr, 2);

// A worker in a page goes on after an error, which the one that made it hears of.
process.on('uncaughtException', (error) => port.postMessage({ error }));
process.on('unhandledRejection', (reason) => console.error(`Uncaught (in promise) ${reason}`));

port.on('message', ({ data, ports }) => {
  const event = new MessageEvent('message', { data, ports });
  scope.onmessage?.(event);
  target.dispatchEvent(event);
});
await import(workerData.url);
