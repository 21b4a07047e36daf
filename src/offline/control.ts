/** The page about reading offline: what is kept, the whole book, nothing at all. It also stands in for pages that cannot be had. */
import { standIn } from './manifest.ts';
import type { Answer, KeptState } from './messages.ts';
import {
  ask,
  findRegistration,
  nextVersion,
  readSummary,
  startKeeping,
  stopKeeping,
  takeOver,
} from './reader.ts';
import { base, isSwitchedOff, setSwitchedOff } from './settings.ts';

const part = <T extends HTMLElement = HTMLElement>(name: string): T => {
  const found = document.querySelector<T>(`[data-part=${name}]`);
  if (!found) throw new Error(`The page has no ${name}.`);
  return found;
};
const size = (bytes: number) => `${(bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`;

const failures = {
  'newer-version': 'The book has changed meanwhile. Reload this page, then try again.',
  'no-connection': 'The connection broke. What has arrived is kept; try again for the rest.',
  'no-room': 'The browser gives this site no more room.',
};

/** How long a new version may take to arrive, in ms, before the page says so. */
const arrival = 15_000;

const status = part('offline-status');
const whole = part<HTMLButtonElement>('offline-whole');
const off = part<HTMLButtonElement>('offline-off');
const on = part<HTMLButtonElement>('offline-on');
const progress = part<HTMLProgressElement>('offline-progress');

const active = async () => (await findRegistration())?.active ?? undefined;

async function readState(): Promise<KeptState | undefined> {
  const worker = await active();
  const answer = worker && (await ask(worker, { type: 'state' }));
  return answer?.type === 'state' ? answer.state : undefined;
}

function show(text: string, buttons: HTMLButtonElement[]) {
  status.textContent = text;
  for (const button of [whole, off, on]) button.hidden = !buttons.includes(button);
}

async function showState(state?: KeptState) {
  progress.hidden = true;
  if (isSwitchedOff()) return show('Nothing of the book is kept on this device.', [on]);
  const known = state ?? (await readState());
  const total = known?.totalBytes ?? (await readSummary())?.bytes;
  if (total === undefined) return show('The book cannot be kept right now. Check the connection.', []);
  whole.textContent = `Make the whole book available offline (${size(total)})`;
  if (known?.whole)
    show(`The whole book is on this device: ${size(known.keptBytes)}, examples and editor included.`, [off]);
  else if (known)
    show(`What you have read is kept on this device: ${size(known.keptBytes)} of ${size(total)}.`, [
      whole,
      off,
    ]);
  else show('Nothing is kept on this device yet.', [whole, off]);
}

async function keepAll() {
  show('Getting the book…', []);
  progress.hidden = false;
  progress.removeAttribute('value');
  const registration = await startKeeping();
  const worker = registration && (await ready(registration));
  if (!worker) {
    progress.hidden = true;
    return show(
      'Your browser does not keep the book: its storage is switched off, or the connection broke.',
      [whole],
    );
  }
  // Asked for rather than taken: the browser may clear what is not persistent.
  void navigator.storage?.persist?.();
  const answer: Answer = await ask(worker, { type: 'keep-all' }, (step) => {
    if (step.type !== 'progress') return;
    progress.max = step.total;
    progress.value = step.bytes;
    status.textContent = `Getting the book: ${size(step.bytes)} of ${size(step.total)}`;
  });
  await showState(answer.type === 'state' ? answer.state : undefined);
  if (answer.type === 'failed') status.textContent = failures[answer.reason];
}

/** The worker once it is active; undefined when its installation fails. */
function ready(registration: ServiceWorkerRegistration): Promise<ServiceWorker | undefined> {
  if (registration.active) return Promise.resolve(registration.active);
  const worker = registration.installing ?? registration.waiting;
  return new Promise((resolve) => {
    const look = () => {
      if (!worker || worker.state === 'redundant') resolve(undefined);
      else if (worker.state === 'activated') resolve(worker);
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}

whole.addEventListener('click', () => void keepAll());
off.addEventListener('click', async () => {
  setSwitchedOff(true);
  await stopKeeping();
  await showState();
});
on.addEventListener('click', async () => {
  setSwitchedOff(false);
  await startKeeping();
  await showState();
});

/** The address asked for cannot be shown: says why, and what there is instead. */
async function standInFor() {
  part('offline-about').hidden = true;
  const box = part('offline-missing');
  box.hidden = false;
  const [state, summary, registration] = await Promise.all([readState(), readSummary(), findRegistration()]);
  if (!summary || !state || !registration || summary.version === state.version) return listKept(state);
  const text = part('offline-why');
  text.textContent =
    'The book has a new version, and this page of the old one is not on your device. Getting the new one…';
  registration.update().catch(() => {});
  const next = await Promise.race([
    nextVersion(registration),
    new Promise<undefined>((resolve) => setTimeout(resolve, arrival)),
  ]);
  if (!next) {
    text.textContent = 'The new version of the book is not complete yet. Reload this page in a minute.';
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  if (state.openPages <= 1) return void takeOver(next);
  text.textContent =
    'The book has a new version. Other pages of it are open; they will be reloaded, and your edits are kept.';
  const button = part<HTMLButtonElement>('offline-take');
  button.hidden = false;
  button.addEventListener('click', () => void takeOver(next));
}

function listKept(state: KeptState | undefined) {
  const list = part('offline-kept');
  for (const path of state?.pages ?? []) {
    const link = document.createElement('a');
    link.href = base + path;
    link.textContent = path === '' ? 'The cover' : path.replaceAll('-', ' ').replace(/\/$/, '');
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
}

if (location.pathname !== base + standIn) void standInFor();
else if (!('serviceWorker' in navigator) || !isSecureContext)
  show('Your browser cannot keep the book: that needs a secure address (https).', []);
else void showState();
