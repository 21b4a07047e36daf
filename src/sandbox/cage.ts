/**
 * The only script of the opaque frame. It starts and terminates workers and does nothing else: no program ever runs in
 * this realm, because a document, unlike a worker, can still reach the network (WebRTC, names looked up for links).
 * Becomes one classic script inside the frame's `srcdoc`; see `documents.ts`.
 */

export type CageCommand =
  /** `script` is absent when it is that of the worker before: a program's workers all have the same, and it is long. */
  | { type: 'spawn'; worker: number; kind: WorkerKind; script?: string }
  /** The worker's first message; the accompanying port is handed on with it. */
  | { type: 'greet'; worker: number; greeting: unknown }
  | { type: 'kill'; worker: number }
  | { type: 'ping' };

/** How a worker gets its script. Which kind works depends on the browser and on the isolation of the page. */
export type WorkerKind = 'blob' | 'data';

type CageAnswer =
  /** With the key that its document was made with. */
  | { type: 'ready'; key: string }
  | { type: 'pong' }
  | { type: 'killed'; worker: number }
  | { type: 'failed'; worker: number; message: string };

const key = document.querySelector<HTMLMetaElement>('meta[name=key]')?.content ?? '';
/** A script, its addresses as far as they were needed, and how many workers have it. */
interface Source {
  script: string;
  urls: Partial<Record<WorkerKind, string>>;
  users: number;
}
let source: Source = { script: '', urls: {}, users: 0 };
const workers = new Map<number, { worker: Worker; source: Source }>();
let port: MessagePort | undefined;

const answer = (message: CageAnswer) => port?.postMessage(message);

const addressOf = (script: string, kind: WorkerKind) =>
  kind === 'blob'
    ? URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
    : `data:text/javascript;charset=utf-8,${encodeURIComponent(script)}`;

/** Lets go of a script that no worker has and none will. */
function release({ urls, users }: Source) {
  if (users === 0 && urls.blob !== undefined) URL.revokeObjectURL(urls.blob);
}

function spawn({ worker: id, kind, script }: CageCommand & { type: 'spawn' }) {
  if (script !== undefined) {
    release(source);
    source = { script, urls: {}, users: 0 };
  }
  source.urls[kind] ??= addressOf(source.script, kind);
  const worker = new Worker(source.urls[kind]);
  source.users++;
  workers.set(id, { worker, source });
  worker.onerror = (event) => {
    event.preventDefault();
    // An error that gets this far is one before the runtime took over; after that the runtime catches them all.
    answer({ type: 'failed', worker: id, message: String(event.message ?? '').slice(0, 1_000) });
  };
}

function kill(id: number) {
  const found = workers.get(id);
  if (found && workers.delete(id)) {
    found.worker.terminate();
    found.source.users--;
    if (found.source !== source) release(found.source);
  }
  answer({ type: 'killed', worker: id });
}

function obey(event: MessageEvent) {
  const command = event.data as CageCommand;
  if (command.type === 'ping') return answer({ type: 'pong' });
  if (command.type === 'kill') return kill(command.worker);
  if (command.type === 'greet')
    return workers.get(command.worker)?.worker.postMessage(command.greeting, [...event.ports]);
  try {
    spawn(command);
  } catch (error) {
    answer({ type: 'failed', worker: command.worker, message: String(error).slice(0, 1_000) });
  }
}

addEventListener('message', function welcome(event) {
  if (event.source !== parent || !event.ports[0]) return;
  removeEventListener('message', welcome);
  port = event.ports[0];
  port.onmessage = obey;
  answer({ type: 'ready', key });
});
