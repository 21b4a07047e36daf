/** The page of what a reader has made: what is kept of which example, all of it as one file, and back again. */

import { readKeptFile, writeKeptFile } from './kept-file.ts';
import { type Import, importKept } from './kept-import.ts';
import { forget, isAllKept, type KeptEntry, keep, listKept } from './kept-store.ts';

const part = <T extends HTMLElement = HTMLElement>(name: string): T => {
  const found = document.querySelector<T>(`[data-part=${name}]`);
  if (!found) throw new Error(`The page has no ${name}.`);
  return found;
};

const status = part('kept-status');
const list = part('kept-list');
const exportButton = part<HTMLButtonElement>('kept-export');
const importButton = part<HTMLButtonElement>('kept-import');
const forgetButton = part<HTMLButtonElement>('kept-forget');
const file = part<HTMLInputElement>('kept-file');

/** What the kinds are called; one that is not named here is shown as it is. */
const words: Record<string, string> = { edit: 'edit', guess: 'guess', exercise: 'exercise', board: 'board' };

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** An edit that changes nothing only says that the reader chose the book's text. */
const isWork = ({ kind, value }: KeptEntry) =>
  kind !== 'edit' || Object.keys((value as { files?: object }).files ?? {}).length > 0;

function say(text: string, action?: { label: string; act(): void }) {
  status.textContent = text;
  if (!action) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button-quiet';
  button.textContent = action.label;
  button.addEventListener('click', action.act);
  status.append(' ', button);
}

function show() {
  const entries = listKept().filter(isWork);
  for (const item of list.querySelectorAll<HTMLElement>('[data-example]:not([data-play])')) {
    const own = entries.filter(({ chapter, id }) => item.dataset['example'] === `${chapter}/${id}`);
    item.hidden = own.length === 0;
    const what = item.querySelector('[data-part=kept-what]');
    const kinds = [...new Set(own.map(({ kind }) => words[kind] ?? kind))];
    const latest = Math.max(...own.map(({ at }) => at));
    if (what && own.length > 0)
      what.textContent = `${kinds.join(', ')}, ${new Date(latest).toLocaleDateString('en-GB', { dateStyle: 'medium' })}`;
  }
  const known = new Set(
    [...list.querySelectorAll<HTMLElement>('[data-example]')].map((item) => item.dataset['example']),
  );
  showPlay(entries.filter(({ chapter }) => chapter === 'play'));
  const begun = entries.filter(({ kind }) => kind === 'reading').length;
  part('kept-reading').hidden = begun === 0;
  part('kept-reading').textContent = `How far you have read in ${count(begun, 'chapter')}.`;
  const lost = entries.filter(
    ({ kind, chapter, id }) => kind !== 'reading' && chapter !== 'play' && !known.has(`${chapter}/${id}`),
  );
  part('kept-lost').hidden = lost.length === 0;
  part('kept-lost').textContent =
    `${count(lost.length, 'entry').replace('entrys', 'entries')} of examples that the book does not have any more; the file has them.`;
  part('kept-none').hidden = entries.length > 0;
  for (const button of [exportButton, forgetButton]) button.hidden = entries.length === 0;
}

/** What was written in the playground: its own program, and those that came by link. */
function showPlay(entries: KeptEntry[]) {
  for (const item of list.querySelectorAll('[data-play]')) item.remove();
  for (const { id, at } of entries) {
    const item = document.createElement('li');
    item.dataset['play'] = item.dataset['example'] = `play/${id}`;
    const link = document.createElement('a');
    link.href = id === 'playground' ? '../play/' : `../play/#kept=${id}`;
    link.textContent = id === 'playground' ? 'Playground' : 'A program that came by link';
    const what = document.createElement('span');
    what.className = 'your-work-what';
    what.textContent = `edit, ${new Date(at).toLocaleDateString('en-GB', { dateStyle: 'medium' })}`;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button-quiet';
    button.textContent = 'Forget';
    button.setAttribute('aria-label', `Forget ${link.textContent}`);
    item.append(link, what, button);
    list.append(item);
  }
}

/** Whether the browser keeps anything at all, found out by trying. */
function isKeeping(): boolean {
  try {
    localStorage.setItem('interleave:try', '1');
    localStorage.removeItem('interleave:try');
    return true;
  } catch {
    return false;
  }
}

function saveFile() {
  const text = writeKeptFile(listKept());
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `interleave-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  // The browser reads the blob after this task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say('Everything is in the file.');
}

async function takeFile(chosen: File) {
  const read = readKeptFile(await chosen.text().catch(() => ''));
  if (!read.ok) return say(read.message);
  const taken = importKept(read.entries);
  show();
  say(describeImport(taken), {
    label: 'Undo',
    act() {
      taken.undo();
      show();
      say('It is as it was before.');
    },
  });
}

function describeImport({ added, replaced, left, safe }: Import): string {
  const parts = [
    `${added} added`,
    ...(replaced > 0 ? [`${replaced} put in place of older ones`] : []),
    ...(left > 0 ? [`${left} not taken, since what is here is as new or newer`] : []),
  ];
  const words = `Imported: ${parts.join(', ')}.`;
  return safe
    ? words
    : `${words} Your browser would not keep all of it: its storage is full or switched off.`;
}

exportButton.addEventListener('click', saveFile);
importButton.addEventListener('click', () => file.click());
file.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  // The same file may be chosen again.
  if (chosen) void takeFile(chosen).finally(() => (file.value = ''));
});
forgetButton.addEventListener('click', () => {
  const entries = listKept();
  for (const entry of entries) forget(entry, entry.version);
  show();
  say('Everything is forgotten.', {
    label: 'Undo',
    act() {
      for (const { at, value, version, ...name } of entries) keep(name, version, value, at);
      show();
      say(isAllKept() ? 'It is back.' : 'It is back, as long as this page is open.');
      forgetButton.focus();
    },
  });
});
list.addEventListener('click', ({ target }) => {
  const item =
    target instanceof Element && target.closest('button')
      ? target.closest<HTMLElement>('[data-example]')
      : null;
  if (!item) return;
  const gone = listKept().filter(({ chapter, id }) => item.dataset['example'] === `${chapter}/${id}`);
  for (const entry of gone) forget(entry, entry.version);
  show();
  say('Forgotten.', {
    label: 'Undo',
    act() {
      for (const { at, value, version, ...name } of gone) keep(name, version, value, at);
      show();
      say('It is back.');
      item.querySelector('button')?.focus();
    },
  });
});
addEventListener('storage', show);

importButton.hidden = false;
show();
if (!isKeeping())
  say(
    'Your browser keeps nothing: its storage is full or switched off. What you write is lost when its page is closed.',
  );
