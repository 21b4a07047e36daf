/** The page's side of reading offline: registers the worker, tells it what was read, offers a new version when there is one. */
import { type Summary, summaryFile, toPath, versionMeta, workerFile } from './manifest.ts';
import { type Answer, type Notice, type Question, readAnswer } from './messages.ts';
import { base, isSwitchedOff, notKeptAttribute } from './settings.ts';

const workers = navigator.serviceWorker;
/** Held by every page with an edit that a reload would lose. */
const notKeptLock = `interleave edit not kept ${base}`;
/** At most so often a page that stays open asks for a new version, in ms. */
const askAgain = 3_600_000;

/** What the server has now; undefined without a connection, or when the site is not to be kept. */
export async function readSummary(): Promise<Summary | undefined> {
  try {
    const response = await fetch(base + summaryFile, { cache: 'no-store' });
    return response.ok ? ((await response.json()) as Summary) : undefined;
  } catch {
    return undefined;
  }
}

/** The worker's registration for this site, and not one for a folder around it. */
export async function findRegistration(): Promise<ServiceWorkerRegistration | undefined> {
  const found = await workers.getRegistration(base);
  return found && new URL(found.scope).pathname === base ? found : undefined;
}

/** Asks the worker; resolves with its last answer. `onProgress` hears of the ones before. */
export function ask(
  worker: ServiceWorker,
  question: Question,
  onProgress?: (answer: Answer) => void,
): Promise<Answer> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      const answer = readAnswer(data);
      if (!answer) return;
      if (answer.type === 'progress') return onProgress?.(answer);
      port1.close();
      resolve(answer);
    };
    worker.postMessage(question, [port2]);
  });
}

let started: Promise<ServiceWorkerRegistration | undefined> | undefined;

/** Registers the worker, once per page. Resolves with nothing when the site is not to be kept. */
export function startKeeping(): Promise<ServiceWorkerRegistration | undefined> {
  started ??= keep().catch(() => {
    // Without storage, or under an address that is not secure, the book is read as any other site.
    started = undefined;
    return undefined;
  });
  return started;
}

async function keep(): Promise<ServiceWorkerRegistration | undefined> {
  const existing = await findRegistration();
  if (!existing && !(await readSummary())) return undefined;
  const registration = await workers.register(base + workerFile, { scope: base, updateViaCache: 'none' });
  watch(registration);
  if (!workers.controller) {
    void workers.ready.then(({ active }) => {
      const version = document.querySelector<HTMLMetaElement>(`meta[name=${versionMeta}]`)?.content;
      if (!active || !version || isSwitchedOff()) return;
      return ask(active, { type: 'adopt', version, page: pathOf(location.href), loaded: loaded() });
    });
  }
  return registration;
}

const pathOf = (address: string) => toPath(decodeURIComponent(new URL(address).pathname.slice(base.length)));

const loaded = () =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(new URL(base, location.href).href))
    .map(pathOf);

function watch(registration: ServiceWorkerRegistration): void {
  let served = workers.controller !== null;
  let asked = Date.now();
  workers.addEventListener('controllerchange', () => {
    if (!served) {
      served = true;
      return;
    }
    if (!hasUnkeptEdit()) location.reload();
    else say('The book is in a new version now. Download your edit, then reload this page.');
  });
  workers.addEventListener('message', ({ data }: MessageEvent<Notice>) => {
    if (data?.type === 'newer-version') void registration.update().catch(() => {});
  });
  registration.addEventListener('updatefound', () => void offerWhenReady(registration));
  void offerWhenReady(registration);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - asked < askAgain) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
  guardUnkeptEdits();
}

/** Resolves once a new version is there and waits; never when none is on its way. */
export function nextVersion(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  return new Promise((resolve) => {
    const look = () => {
      const { waiting, installing } = registration;
      if (waiting) resolve(waiting);
      else installing?.addEventListener('statechange', look);
    };
    registration.addEventListener('updatefound', look);
    look();
  });
}

async function offerWhenReady(registration: ServiceWorkerRegistration): Promise<void> {
  const next = await nextVersion(registration);
  if (!workers.controller) return;
  say('There is a new version of the book. Your edits are kept.', [
    ['Use it', () => void takeOver(next)],
    ['Later', () => say('')],
  ]);
}

/** Lets the next version take over, in every open page, unless a reload would lose something. */
export async function takeOver(next: ServiceWorker): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name === notKeptLock)) {
    say(
      'A page of the book has an edit that your browser could not keep. Download or reset it, then try again.',
      [['Try again', () => void takeOver(next)]],
    );
    return false;
  }
  next.postMessage({ type: 'take-over' } satisfies Question, [new MessageChannel().port2]);
  return true;
}

const hasUnkeptEdit = () => document.querySelector(`[${notKeptAttribute}]`) !== null;

function guardUnkeptEdits(): void {
  let release: (() => void) | undefined;
  const look = () => {
    if (!hasUnkeptEdit()) {
      release?.();
      release = undefined;
    } else if (!release) {
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      void navigator.locks.request(notKeptLock, { mode: 'shared' }, () => held);
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: [notKeptAttribute] });
  look();
}

/** Says something in the corner of the page, with buttons; an empty text takes it away. */
function say(text: string, actions: [label: string, act: () => void][] = []): void {
  const notice = document.querySelector('[data-part=offline-notice]');
  if (!notice) return;
  notice.textContent = text;
  for (const [label, act] of actions) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button-quiet';
    button.textContent = label;
    button.addEventListener('click', act);
    notice.append(' ', button);
  }
}

/** Takes everything away that is kept, and the worker with it. Edits stay. */
export async function stopKeeping(): Promise<void> {
  started = undefined;
  await (await findRegistration())?.unregister();
  const { cacheName } = await import('./store.ts');
  await caches.delete(cacheName(new URL(base, location.href).href));
}
