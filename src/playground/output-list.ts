/**
 * The list of printed lines. A program is free to print anything, fast: lines are text nodes only, only the newest are kept, and
 * in each animation frame no more of them are put into the page than it can lay out without being held up.
 */
import type { CompileProblem, OutputLine } from '../engine/protocol.ts';
import type { ErrorReport } from '../trace/event.ts';
import { milliseconds } from './describe-run.ts';

/** A place in the program, 0-based. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

export interface OutputList {
  /** Removes everything and counts from new. */
  clear(): void;
  add(lines: readonly OutputLine[]): void;
  /** Says how many lines were printed but not kept by the run itself. */
  setDropped(count: number): void;
  /** Makes the line of an uncaught error lead to its place. */
  linkError(error: ErrorReport, place: Place): void;
  addProblem(problem: CompileProblem): void;
  /** Writes out what is waiting. Resolves when all of it is in the page; a flood takes a few frames. */
  settled(): Promise<void>;
}

export interface OutputOptions {
  /** Shows a place in the code; called when the reader follows a link to it. */
  onPlace(place: Place): void;
  /** False for places in files that the page does not show, such as the worlds'. */
  canShow(file: string): boolean;
  /** Gets the newly printed text in batches, for readers who listen. */
  announce(text: string): void;
}

/** As many as a run may print in a page (`sandbox/broker.ts`): nothing that was printed is taken away. */
const kept = 2_000;
/** More lines than these are folded: the first and the last ones stay. */
const longest = 40;
const firstLines = 20;
const lastLines = 4;
/** At least so many ms between two announcements: a screen reader needs time to speak. */
const announceEvery = 1_000;
const announcedLines = 8;
/** UTF-16 code units of a line that are spoken. */
const announcedLength = 500;
/** Ms of work in one frame; lines and UTF-16 code units whose layout is asked for at once meanwhile. */
const frameBudget = 8;
const portionLines = 25;
const portionLength = 4_000;
/** So many combining marks in a row are one letter; more of them would be shaped as one for far too long. */
const marks = /(\p{M}{64})/u;

/**
 * Takes over `list`, an `<ol>`, with the elements that `components/output-html.ts` makes for recorded output. `note` gets
 * the sentence about lines that are not shown.
 */
export function createOutputList(list: HTMLElement, note: HTMLElement, options: OutputOptions): OutputList {
  const page = list.ownerDocument;
  let waiting: HTMLElement[] = [];
  let frame = 0;
  const settling: (() => void)[] = [];
  let cut = 0;
  let dropped = 0;
  let unspoken: string[] = [];
  /** Texts of uncaught errors that lead nowhere yet. */
  let uncaught: HTMLElement[] = [];
  let speaking: ReturnType<typeof setTimeout> | undefined;

  const fold = page.createElement('button');
  fold.type = 'button';
  fold.className = 'button-quiet output-fold';
  fold.addEventListener('click', () => {
    whole = !whole;
    showFold();
  });
  let whole = false;
  /** Lines after the first ones that are the last ones until more are printed. */
  let newest: HTMLElement[] = [];
  /**
   * Puts lines into the page. Which of them a fold hides is marked line by line: a selector that counts from the end would have the
   * browser look at every line again for each that is added.
   */
  function append(items: HTMLElement[]) {
    const before = list.childElementCount;
    newest.push(...items.slice(Math.max(0, firstLines - before)));
    for (const item of newest.splice(0, newest.length - lastLines)) item.classList.add('is-folded');
    list.append(...items);
  }
  function showFold() {
    const count = list.childElementCount;
    if (count <= longest) return fold.remove();
    list.toggleAttribute('data-long', !whole);
    fold.setAttribute('aria-expanded', String(whole));
    fold.textContent = whole ? 'Fold the output' : `Show all ${count} lines`;
    if (fold.previousElementSibling !== list) list.after(fold);
  }

  const span = (className: string, text: string) => {
    const element = page.createElement('span');
    element.className = className;
    element.textContent = text;
    return element;
  };

  function createItem(level: string, text: string, at?: number) {
    const item = page.createElement('li');
    item.dataset['level'] = level;
    if (at !== undefined) item.append(span('stamp', milliseconds(at)));
    const content = span('text', '');
    content.append(...inPieces(text));
    item.append(content);
    return { item, content };
  }

  /** The text, with places to break a letter of too many marks. */
  const inPieces = (text: string): Node[] =>
    text
      .split(marks)
      .filter((piece) => piece !== '')
      .flatMap((piece, index) => [
        ...(index > 0 ? [page.createElement('wbr')] : []),
        page.createTextNode(piece),
      ]);

  function placeLink(place: Place) {
    const link = page.createElement('button');
    link.type = 'button';
    link.className = 'place';
    link.textContent = `${place.file}:${place.line + 1}:${place.column + 1}`;
    link.title = 'Show this line';
    link.addEventListener('click', () => options.onPlace(place));
    return link;
  }

  function put(item: HTMLElement) {
    waiting.push(item);
    if (waiting.length > kept) {
      cut += waiting.length - kept;
      waiting = waiting.slice(-kept);
    }
    frame ||= requestAnimationFrame(flush);
  }

  /** Takes the next lines that wait, as many as can be laid out at once. */
  function takePortion(): HTMLElement[] {
    let length = 0;
    let count = 0;
    while (count < waiting.length && count < portionLines && (count === 0 || length < portionLength))
      length += waiting[count++]?.textContent.length ?? 0;
    return waiting.splice(0, count);
  }

  function flush() {
    cancelAnimationFrame(frame);
    frame = 0;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 8;
    const excess = list.childElementCount + waiting.length - kept;
    for (let index = 0; index < excess; index++) list.firstElementChild?.remove();
    cut += Math.max(0, excess);
    const end = performance.now() + frameBudget;
    let height = list.scrollHeight;
    while (waiting.length > 0) {
      append(takePortion());
      // Asking for the height has the lines laid out now, so that the time it takes is known. Nobody waits for a hidden page.
      height = list.scrollHeight;
      if (performance.now() >= end && !page.hidden) break;
    }
    if (atEnd) list.scrollTop = height;
    showFold();
    if (waiting.length > 0) frame = requestAnimationFrame(flush);
    else for (const resolve of settling.splice(0)) resolve();
    const missing: string[] = [];
    if (cut > 0) missing.push(`${cut} earlier lines are not shown.`);
    if (dropped > 0) missing.push(`${dropped} more lines were printed and not kept.`);
    note.textContent = missing.join(' ');
    note.hidden = missing.length === 0;
  }

  function speak(text: string) {
    unspoken.push(text.length > announcedLength ? `${text.slice(0, announcedLength)}…` : text);
    if (speaking !== undefined) return;
    speaking = setTimeout(() => {
      speaking = undefined;
      const more = unspoken.length - announcedLines;
      const lines = unspoken.slice(0, announcedLines);
      unspoken = [];
      options.announce(more > 0 ? `${lines.join('\n')}\nand ${more} more lines` : lines.join('\n'));
    }, announceEvery);
  }

  return {
    clear() {
      waiting = [];
      unspoken = [];
      uncaught = [];
      cut = 0;
      dropped = 0;
      newest = [];
      list.replaceChildren();
      list.removeAttribute('data-long');
      whole = false;
      flush();
    },
    add(lines) {
      for (const { at, level, text, site } of lines) {
        const { item, content } = createItem(level, text, at);
        if (level === 'uncaught' && site && options.canShow(site.file)) content.append(' ', placeLink(site));
        else if (level === 'uncaught' && uncaught.length < kept) uncaught.push(content);
        put(item);
        speak(text);
      }
    },
    setDropped(count) {
      if (count === dropped) return;
      dropped = count;
      frame ||= requestAnimationFrame(flush);
    },
    linkError(error, place) {
      const [said = ''] = error.text.split('\n');
      const index = uncaught.findIndex(({ textContent }) => textContent.endsWith(said));
      const [line] = uncaught.splice(index, index < 0 ? 0 : 1);
      line?.append(' ', placeLink(place));
    },
    addProblem(problem) {
      const said = problem.advice ? `${problem.message} ${problem.advice}` : problem.message;
      const { item, content } = createItem('problem', `${said} `);
      content.append(placeLink(problem));
      put(item);
      speak(said);
    },
    settled() {
      flush();
      return waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => settling.push(resolve));
    },
  };
}
