/**
 * The service worker. Small and our own, because the usual tool (Workbox) keeps what is read under the address alone: a page of
 * one version and the data of the next could meet, and its build brings a second bundler and several hundred packages along.
 *
 * It serves one version of the site, the one it was built with. Files are kept when they are read, or all at once when the
 * reader asks. The next version is fetched beside it and waits until the reader wants it or no page is open.
 */
import { answerFile, answerPage, pathIn } from './answer.ts';
import { framePage, type Manifest, standIn } from './manifest.ts';
import { type Answer, type KeptState, type Notice, type Question, readQuestion } from './messages.ts';
import { OtherBytes, openStore } from './store.ts';
import type { PageClient, WorkerScope } from './worker-scope.ts';

declare const MANIFEST: Manifest;
const manifest = MANIFEST;
const worker = self as unknown as WorkerScope;
const scope = new URL('./', worker.location.href).href;
const store = openStore(worker.caches, manifest, scope);
const answering = { manifest, store, scope, onNewer };

/** Pages that were loaded from the server and have said that they belong to this version. */
const adopted = new Set<string>();

const totalBytes = Object.values(manifest.files).reduce((sum, [, bytes]) => sum + bytes, 0);

worker.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      await store.create();
      const wanted = (await store.wantsAll())
        ? Object.keys(manifest.files)
        : [...manifest.shell, ...(await store.everKept())];
      await store.keepAll(wanted);
    })(),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(store.tidy());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || request.headers.has('range')) return;
  const path = pathIn(scope, request.url);
  if (path === undefined) return;
  if (request.mode === 'navigate') {
    // A frame shows the broker's page or nothing of ours.
    if (request.destination !== 'document' && path !== framePage) return;
    event.respondWith(answerPage(answering, path, request));
    if (Object.hasOwn(manifest.pages, path)) event.waitUntil(keepNeeds(path));
  } else if (Object.hasOwn(manifest.files, path)) event.respondWith(answerFile(answering, path));
});

worker.addEventListener('message', (event) => {
  const { source, data, origin } = event;
  const [port] = event.ports;
  if (!port || !source || origin !== worker.location.origin || !isReader(source)) return;
  const question = readQuestion(data);
  if (!question) return;
  const answer = (message: Answer) => port.postMessage(message);
  event.waitUntil(hear(question, source, answer));
});

/** Whether somebody who speaks or loads is a page of the book, and not a frame in one. */
const isReader = ({ type, frameType, url }: PageClient) =>
  type === 'window' && frameType !== 'nested' && pathIn(scope, url) !== undefined;

const openPages = async () =>
  (await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(isReader);

async function hear(question: Question, source: PageClient, answer: (message: Answer) => void) {
  try {
    if (question.type === 'take-over') return await worker.skipWaiting();
    if (question.type === 'adopt') await adopt(question, source);
    if (question.type === 'keep-all') {
      await store.wantAll();
      let bytes = 0;
      await store.keepAll(Object.keys(manifest.files), (more) => {
        bytes += more;
        answer({ type: 'progress', bytes, total: totalBytes });
      });
    }
    answer({ type: 'state', state: await readState() });
  } catch (error) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    if (error instanceof OtherBytes) onNewer();
    answer({
      type: 'failed',
      reason: error instanceof OtherBytes ? 'newer-version' : full ? 'no-room' : 'no-connection',
    });
  }
}

async function readState(): Promise<KeptState> {
  const kept = await store.kept();
  const keptBytes = [...kept].reduce((sum, path) => sum + (manifest.files[path]?.[1] ?? 0), 0);
  return {
    version: manifest.version,
    whole: keptBytes === totalBytes,
    keptBytes,
    totalBytes,
    openPages: (await openPages()).length,
    pages: [...kept].filter((path) => path === '' || path.endsWith('/')).filter(isReadable),
  };
}

const isReadable = (path: string) => path !== framePage && path !== standIn;

/** What the examples of a page need to run; a reader who saves data gets it when they run one. */
async function keepNeeds(page: string) {
  if (worker.navigator.connection?.saveData) return;
  try {
    await store.keepAll([...(manifest.pages[page] ?? []), ...manifest.runner]);
  } catch {
    // The page can be read all the same; the next visit tries again.
  }
}

/**
 * Keeps what the first visit has loaded, and begins to serve the pages that are open, unless one of them belongs to another
 * version: then every page is served from its next visit on.
 */
async function adopt({ version, page, loaded }: Question & { type: 'adopt' }, source: PageClient) {
  if (version !== manifest.version) return onNewer();
  adopted.add(source.id);
  await store.keepAll([page, ...loaded]);
  if (Object.hasOwn(manifest.pages, page)) await keepNeeds(page);
  const controlled = new Set((await worker.clients.matchAll({ type: 'window' })).map(({ id }) => id));
  if ((await openPages()).every(({ id }) => adopted.has(id) || controlled.has(id)))
    await worker.clients.claim();
}

function onNewer() {
  worker.registration.update().catch(() => {});
  const notice: Notice = { type: 'newer-version' };
  worker.clients.matchAll({ type: 'window' }).then((pages) => {
    for (const page of pages.filter(isReader)) page.postMessage(notice);
  });
}
