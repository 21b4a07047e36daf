/** A thread that type-checks, so that examples can run meanwhile. */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Snippet } from '../snippets/snippet.ts';
import type { Diagnostic } from './diagnostic.ts';

interface Work {
  snippets: readonly Snippet[];
  worlds: Readonly<Record<string, string>>;
}

/** `diagnose` in a thread of its own. Rejects with what the thread threw; `signal` ends the thread. */
export async function diagnoseInThread(work: Work, signal?: AbortSignal): Promise<Diagnostic[]> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL(import.meta.url), { workerData: { interleaveTypecheck: work } });
  const { promise, resolve, reject } = Promise.withResolvers<Diagnostic[]>();
  const abort = () => {
    void worker.terminate();
    reject(signal?.reason);
  };
  signal?.addEventListener('abort', abort, { once: true });
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) =>
    reject(new Error(`The type-checking thread ended early, with code ${code}.`)),
  );
  return promise.finally(() => signal?.removeEventListener('abort', abort));
}

/** Set in the thread itself: this file is both ends of the conversation. */
const work: Work | undefined = workerData?.interleaveTypecheck;
if (work) void answer(work);

async function answer({ snippets, worlds }: Work): Promise<void> {
  const [{ createDiagnoser }, { nodeTypeEnvironment }] = await Promise.all([
    import('./diagnose.ts'),
    import('./node.ts'),
  ]);
  parentPort?.postMessage(createDiagnoser(nodeTypeEnvironment(worlds)).diagnose(snippets));
}
