/** The page's way to its type-checker: fetched when an editor is first used, one for all examples of the page. */
import type { ExampleService } from './example-service.ts';
import type { TypeFiles } from './page-files.ts';
import type { Call, Reply, Start } from './page-worker.ts';

/** The service as the page sees it: every answer comes later. */
export type TypeService = {
  [Method in keyof ExampleService]: (
    ...args: Parameters<ExampleService[Method]>
  ) => Promise<ReturnType<ExampleService[Method]>>;
};

export interface OpenOptions {
  /** The folder the site lies in, as a path with both slashes. */
  base: string;
  /** Whether Node's types will be needed. */
  node: boolean;
  /** How much has arrived, 0 … 1. */
  onProgress(share: number): void;
}

/**
 * Fetches the type-checker and starts it.
 * @throws Error for the reader when it cannot be had
 */
export async function openTypeService({ base, node, onProgress }: OpenOptions): Promise<TypeService> {
  const index = (await load(`${base}types.json`).then((response) => response.json())) as TypeFiles;
  const wanted = [index.worker, index.libraries, ...(node ? [index.node] : [])];
  const total = wanted.reduce((sum, [, bytes]) => sum + bytes, 0);
  let arrived = 0;
  const parts = await Promise.all(
    wanted.map(([name]) =>
      loadBytes(`${base}types/${name}`, (bytes) => {
        arrived += bytes;
        onProgress(arrived / total);
      }),
    ),
  );
  // What was just fetched comes from the cache.
  const worker = new Worker(`${base}types/${index.worker[0]}`);
  const [, libraries, nodeTypes] = parts;
  const start: Start = { libraries: libraries as ArrayBuffer, ...(nodeTypes && { nodeTypes }) };
  worker.postMessage(start, [start.libraries, ...(nodeTypes ? [nodeTypes] : [])]);
  return callsOf(worker);
}

function callsOf(worker: Worker): TypeService {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) call?.reject(new Error(data.error));
    else call?.resolve(data.value);
  });
  worker.addEventListener('error', () => {
    for (const call of waiting.values()) call.reject(new Error('The type-checker could not be started.'));
    waiting.clear();
  });
  return new Proxy({} as TypeService, {
    get(_target, method) {
      // A promise that resolves with this must not take it for another promise.
      if (typeof method !== 'string' || method === 'then') return undefined;
      return (...args: unknown[]) => {
        const call = Promise.withResolvers<unknown>();
        waiting.set(++calls, call);
        worker.postMessage({ id: calls, method, args } as Call);
        return call.promise;
      };
    },
  });
}

async function load(url: string): Promise<Response> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new Error('The type-checker could not be loaded. The program runs all the same.');
  return response;
}

async function loadBytes(url: string, onBytes: (bytes: number) => void): Promise<ArrayBuffer> {
  const { body } = await load(url);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    chunks.push(part.value);
    onBytes(part.value.length);
  }
  return new Blob(chunks).arrayBuffer();
}
