/** Keeps what is typed, says when the browser does not, and asks what shall become of an edit of an earlier version of the example. */
import type { ExampleData } from './example-data.ts';
import { dropEdit, type Files, forgetEdit, keepEdit, readKeptEdit } from './kept-edits.ts';

export interface EditKeeper {
  /** The text to begin with: the kept edit or, without one, the book's. */
  start: Files;
  /** Something was typed: it is kept in a moment. */
  changed(): void;
  /** The book's text is back: the edit is forgotten at once. */
  forget(): void;
}

export interface KeeperOptions {
  example: HTMLElement;
  data: ExampleData;
  /** The text as it is now. */
  files(): Files | undefined;
  /** Shows another text. */
  replace(files: Files): void;
  say(text: string, action?: { label: string; act(): void }): void;
}

/** How long after a key the edit is kept, in ms. */
const keepDelay = 300;

export const bookFiles = ({ files }: Pick<ExampleData, 'files'>): Files =>
  Object.fromEntries(files.map(({ name, code }) => [name, code]));

/** The text that Edit would open. */
export const keptFiles = (data: ExampleData): Files => ({
  ...bookFiles(data),
  ...filesOf(data, readKeptEdit(data, data.version)?.files),
});

export function createEditKeeper({ example, data, files, replace, say }: KeeperOptions): EditKeeper {
  const book = bookFiles(data);
  const kept = readKeptEdit(data, data.version);
  const start = { ...book, ...filesOf(data, kept?.files) };
  const isOld = kept !== undefined && kept.version !== data.version && isEdited(start, book);
  /** What the edit is one of: until the reader has decided, the version it was made with. */
  let origin = isOld ? kept : { version: data.version, base: book };
  let notice: HTMLElement | undefined;
  /** Files that the example does not have any more are nowhere else. */
  const gone = isOld
    ? Object.fromEntries(Object.entries(kept.files).filter(([file]) => !(file in book)))
    : {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let warned = false;

  /** The book's text is a decision too: an edit of an earlier version stays as it was, and is not asked about again. */
  function forgetNow() {
    origin = { version: data.version, base: book };
    notice?.remove();
    forgetEdit(data, data.version, book);
    example.removeAttribute('data-edit-not-kept');
  }

  function keepNow() {
    clearTimeout(timer);
    timer = undefined;
    const current = files();
    if (!current) return;
    const changed = Object.entries(current).filter(([file, text]) => text !== book[file]);
    let safe = true;
    if (changed.length === 0) forgetNow();
    else {
      const { version, base } = origin;
      safe = keepEdit(data, { version, base, files: { ...gone, ...Object.fromEntries(changed) } });
    }
    // A new version of the book must not reload this page; see src/offline.
    example.toggleAttribute('data-edit-not-kept', !safe);
    if (!safe && !warned)
      say('Your browser does not keep this edit: its storage is full or switched off. Download keeps it.');
    warned = !safe;
  }
  addEventListener('pagehide', () => timer !== undefined && keepNow());

  if (isOld) {
    const { version, base } = kept;
    const shown = createNotice(() => ({ base, book, mine: files() ?? start }), {
      keepMine() {
        origin = { version: data.version, base: book };
        keepNow();
        if (Object.keys(gone).length === 0) dropEdit(data, version);
        shown.remove();
        say('Your edit is one of the new version now.');
      },
      takeBook() {
        const before = files() ?? start;
        replace(book);
        forgetNow();
        say('The book’s version is here; your edit stays kept as it was.', {
          label: 'Undo',
          act() {
            origin = kept;
            dropEdit(data, data.version);
            replace(before);
            code?.before(shown);
            say('Your edit is back.');
          },
        });
      },
    });
    notice = shown;
    const code = example.querySelector('[data-region=code]');
    code?.before(shown);
  } else if (kept && isEdited(start, book))
    say(`This is your edit. Reset shows ${data.origin ? 'what it began with' : 'the book’s version'}.`);

  return {
    start,
    changed() {
      timer ??= setTimeout(keepNow, keepDelay);
    },
    forget: forgetNow,
  };
}

const isEdited = (files: Files, book: Files) => Object.keys(book).some((file) => files[file] !== book[file]);

/** Those of the kept files that the example still has. */
const filesOf = ({ files }: ExampleData, kept: Files = {}) =>
  Object.fromEntries(Object.entries(kept).filter(([name]) => files.some((file) => file.name === name)));

function createNotice(
  texts: () => { base: Files; book: Files; mine: Files },
  { keepMine, takeBook }: { keepMine(): void; takeBook(): void },
): HTMLElement {
  const notice = document.createElement('div');
  notice.className = 'example-changed';
  const words = document.createElement('p');
  words.textContent =
    'The book has changed this example since your edit. This is your edit of the earlier version.';
  const difference = document.createElement('div');
  difference.hidden = true;
  const buttons = document.createElement('p');
  const button = (label: string, act: () => void) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'button-quiet';
    made.textContent = label;
    made.addEventListener('click', act);
    buttons.append(made);
    return made;
  };
  const show = button('Show what changed', async () => {
    difference.hidden = !difference.hidden;
    show.setAttribute('aria-expanded', String(!difference.hidden));
    if (difference.hidden) return;
    const { showDifference } = await import('./difference.ts');
    const { base, book, mine } = texts();
    difference.replaceChildren(
      ...showDifference('What the book has changed', base, book),
      ...showDifference('Your edit beside the book as it is now', book, mine),
    );
  });
  show.setAttribute('aria-expanded', 'false');
  button('Keep mine', keepMine);
  button('Use the book’s', takeBook);
  notice.append(words, buttons, difference);
  return notice;
}
