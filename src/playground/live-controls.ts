/**
 * What the buttons of a live example do: running, stopping, resetting, and getting the editor and the download when they are
 * asked for. Loaded when the reader reaches for one of them.
 */

import type { OutputLine, RunResult } from '../engine/protocol.ts';
import type { RunRequest } from '../sandbox/channel.ts';
import { pageRunner } from '../sandbox/client.ts';
import type { Runner, RunOutcome } from '../sandbox/runner.ts';
import type { Predict } from '../timeline/predict/mount.ts';
import type { ErrorReport, Site } from '../trace/event.ts';
import { describeComparison, describeOutcome, moreTime } from './describe-run.ts';
import { bookFiles, createEditKeeper, type EditKeeper, keptFiles } from './edit-keeper.ts';
import type { Editor } from './editor/mount.tsx';
import { type ExampleData, loadExample } from './example-data.ts';
import { type Files, hasKeptEdit } from './kept-edits.ts';
import type { Action } from './live-example.ts';
import { momentHash } from './moment-link.ts';
import { createOutputList, type OutputList, type OutputOptions, type Place } from './output-list.ts';
import { keepPace, readPace } from './pace.ts';
import { askFirst } from './prediction.ts';
import { showPrinted } from './printed-so-far.ts';
import { loadRecording, printedLines } from './recorded-run.ts';
import { isSameOutput } from './same-output.ts';
import { linkTo, type RunSettings, settingsOf } from './share-link.ts';
import { placeOf, showCurrent, showPlace } from './show-place.ts';
import { createTimelineView, type SeenRun, type TimelineView } from './timeline-view.ts';

export type LiveControls = Record<Action, () => void | Promise<void>> & {
  /** Shows a moment of the book's run: the one after event `seq`, 0-based; -1 is the moment before the first. */
  showMoment(seq: number): Promise<void>;
  /** The reader is about to press a button. */
  approach(action: Action): void;
  /** The program as it stands on the page. A kept edit is opened first: the reader is to see what is tested. */
  program(): Promise<LiveProgram>;
};

/** The program of an example as it stands, and what can be done with it. */
export interface LiveProgram {
  files: Files;
  /** Runs programs where this one runs. */
  runner: Runner;
  /** Whether a file is one of the example's own. */
  owns(file: string): boolean;
  /** Shows a place of one of its files. */
  show(place: Place): void;
}

/** The broker's page, wherever the site lies. */
export const brokerUrl = () =>
  new URL(`${import.meta.env.BASE_URL.replace(/\/?$/, '/')}runtime/index.html`, location.href).href;

/** So many ms after one approach another one counts again. */
const approachAgain = 5_000;
/** Who has not typed for so many ms may be about to press Run. */
const typingPause = 300;

export function takeControl(example: HTMLElement): LiveControls {
  const { id = '', src = '' } = example.dataset;
  const region = (part: string) => {
    const found = example.querySelector<HTMLElement>(`[data-region=${part}]`);
    if (!found) throw new Error(`The example ${id} has no ${part}.`);
    return found;
  };
  const button = (action: Action) =>
    example.querySelector<HTMLButtonElement>(`button[data-action=${action}]`);

  const status = region('status');
  status.setAttribute('role', 'status');
  const listener = document.createElement('div');
  listener.className = 'visually-hidden';
  listener.setAttribute('aria-live', 'polite');
  example.append(listener);
  const pace = connectPace(example, (speed) => stopper && runner.setSpeed(speed));

  let runner = pageRunner(brokerUrl());
  let stopper: AbortController | undefined;
  let output: LiveOutput | undefined;
  let editor: Editor | undefined;
  let editing: Promise<Editor> | undefined;
  let keeper: EditKeeper | undefined;
  let data: ExampleData | undefined;
  /** Another clock or seed than the example's, once the reader has chosen one. */
  let chosen: RunSettings | undefined;
  let hinting = false;
  let timeline: TimelineView | undefined;
  /** The programs whose output and whose timeline are on the page; undefined for the book's. */
  let printedBy: Files | undefined;
  let seenOf: Files | undefined;
  /** Why the timeline is not that of the newest run; undefined when it is. */
  let unseen: string | undefined;
  /** Where the question before the first run goes, if this example asks one. */
  const questionPlace = example.querySelector<HTMLElement>('[data-region=predict]');
  let prediction: Predict | undefined;
  let questioned = false;
  /** When the reader was near a button the last time. */
  const approached = new Map<Action, number>();
  let pausing: ReturnType<typeof setTimeout> | undefined;

  const getData = async () => {
    data ??= await loadExample(src);
    return data;
  };
  const getOutput = () => {
    output ??= takeOutput(region('output'), region('note'), {
      announce: (text) => {
        listener.textContent = text;
      },
      onPlace,
      canShow: (file) => data !== undefined && isOwn(data, file),
    });
    return output;
  };

  function say(text: string, action?: { label: string; act(): void }) {
    status.textContent = text;
    hinting = false;
    if (!action) return;
    const undo = document.createElement('button');
    undo.type = 'button';
    undo.className = 'button-quiet';
    undo.textContent = action.label;
    undo.addEventListener('click', action.act);
    status.append(' ', undo);
  }

  /** Hints give way to everything else that is to be said. */
  function hint(text: string | undefined) {
    if (!hinting && status.textContent !== '') return;
    status.textContent = text ?? '';
    hinting = text !== undefined;
  }

  function onPlace(place: Place) {
    if (editor) editor.show(place);
    else showPlace(region('code'), place);
  }

  const getTimeline = (known: ExampleData) => {
    timeline ??= createTimelineView(region('timeline'), {
      fileName: id,
      loadRecording: known.origin
        ? undefined
        : async () => ({ trace: await loadRecording(src), files: bookFiles(known), of: 'recording' }),
      onSite(site, run) {
        const here = site && isAsRun(run, site.file) ? site : undefined;
        if (editor) editor.mark(here);
        else showCurrent(region('code'), here);
      },
      onShowSite: (site) => showSite(known, site),
      onPrinted: (lines, { trace }) =>
        showPrinted(
          region('output'),
          printedLines(trace).map(({ text }) => text),
          lines,
        ),
      momentLink:
        known.origin || !isRepeatable(known) ? undefined : (seq) => momentHash({ example: example.id, seq }),
      onTrouble: (message) => say(message),
    });
    return timeline;
  };

  /** Says so where output or timeline are not those of the program that stands above them. */
  function labelRuns(known: ExampleData) {
    const book = bookFiles(known);
    const code = editor?.files() ?? book;
    const label = (by: Files) =>
      isSame(by, code)
        ? undefined
        : isSame(by, book) && !known.origin
          ? 'the book’s, without your edit'
          : 'before your last change';
    const first = known.origin ? code : book;
    getOutput().outdate(label(printedBy ?? first));
    getTimeline(known).caption(unseen ?? label(seenOf ?? first));
  }

  /** True while the page shows the very text that was run. */
  const isAsRun = ({ files }: SeenRun, file: string) =>
    data !== undefined && (editor?.files() ?? bookFiles(data))[file] === files[file];

  function showSite(known: ExampleData, site: Site) {
    if (!isOwn(known, site.file))
      say(`${site.file}:${site.line + 1} is a part of the world. Download has the file.`);
    else if (editor) editor.show(site);
    else showPlace(region('code'), site, 'current');
  }

  /** The reader points at a line of the code: what happened there? */
  function onLine({ file, line }: Pick<Place, 'file' | 'line'>) {
    const run = timeline?.run;
    if (run && isAsRun(run, file)) timeline?.showSource(file, line);
  }

  region('code').addEventListener('click', ({ target }) => {
    if (editor || !data || !(target instanceof Element) || getSelection()?.isCollapsed === false) return;
    const place = placeOf(region('code'), target, data.entry);
    if (place) onLine(place);
  });

  /**
   * Asks what the book's program is going to print. True when the run has to wait for the answer; what cannot be asked
   * holds nobody up.
   */
  async function isAskedFirst(host: HTMLElement): Promise<boolean> {
    try {
      say('Loading the question…');
      const known = await getData();
      if (!isRepeatable(known) || (editor && !isBook(known, editor.files()))) return false;
      const recording = await loadRecording(src);
      const asking = await askFirst(host, {
        data: known,
        recording,
        onReady: () => void start(),
        onShowLine: (line) => void timeline?.showLine(line),
      });
      if (stopper) asking?.destroy();
      else prediction = asking;
    } catch {
      return false;
    }
    // Whoever pressed Run a second time while this was loading wants to see it run.
    if (stopper) return true;
    if (prediction?.state !== 'asking') return false;
    say('Predict first, then it runs. Run again skips the question.');
    host.querySelector<HTMLElement>('.pr-grip, .pr-number, .pr-choice :is(input, select)')?.focus();
    return true;
  }

  function setRunning(running: boolean) {
    const stopButton = button('stop');
    if (!stopButton) return;
    // Whoever stopped it by keyboard must not lose their place on the page.
    if (!running && document.activeElement === stopButton) button('run')?.focus();
    stopButton.hidden = !running;
    example.toggleAttribute('data-running', running);
  }

  async function run() {
    if (questionPlace && !questioned) {
      questioned = true;
      if (await isAskedFirst(questionPlace)) return;
    }
    if (prediction?.state === 'asking') {
      prediction.destroy();
      prediction = undefined;
    }
    await start();
  }

  /** What a run of these files is, `limit` in real ms. */
  function requestFor(known: ExampleData, files: Files, limit?: number): RunRequest {
    return {
      files,
      entry: known.entry,
      options: {
        ...known.options,
        ...settingsOf(known),
        ...chosen,
        speed: pace(),
        ...(limit !== undefined && { limit }),
      },
      ...(isBook(known, files) && known.compiled && { compiled: known.compiled }),
    };
  }

  /** Has the program as it stands compiled, and a worker wait for its run. */
  function prepareRun(known: ExampleData) {
    clearTimeout(pausing);
    runner.prepare(requestFor(known, editor?.files() ?? bookFiles(known)));
  }

  /** `limit`, in real ms, in place of the example's own. */
  async function start(limit?: number) {
    clearTimeout(pausing);
    stopper?.abort();
    const mine = new AbortController();
    stopper = mine;
    say('Running…');
    setRunning(true);
    runner.warm();
    try {
      const known = await getData();
      if (editing) await editing;
      if (stopper !== mine || mine.signal.aborted) return;
      const files = editor?.files() ?? bookFiles(known);
      const own = !isBook(known, files);
      // Another seed or clock is the reader's doing, too: what then is printed is not held against the book.
      const edited = own || known.origin !== undefined || !isAsSet(known, chosen);
      const { list } = getOutput().begin(edited);
      printedBy = files;
      getTimeline(known).begin();
      const outcome = await runner.run(requestFor(known, files, limit), {
        signal: mine.signal,
        onMessage(message) {
          if (message.type !== 'output' || stopper !== mine) return;
          list.add(message.lines);
          list.setDropped(message.dropped);
          getTimeline(known).warm();
        },
      });
      if (stopper !== mine) return;
      await addEnd(known, outcome);
      if (stopper === mine) finish(known, outcome, { files, edited, stopped: mine.signal.aborted });
    } catch (error) {
      if (stopper === mine) say(error instanceof Error ? error.message : 'The example could not be run.');
    } finally {
      if (stopper === mine) {
        stopper = undefined;
        setRunning(false);
      }
    }
  }

  /** Adds what the end of a run has to say to what it printed. Resolves when all of it is in the page. */
  function addEnd(known: ExampleData, outcome: RunOutcome): Promise<void> {
    const { list } = getOutput();
    if (outcome.kind === 'refused') {
      for (const problem of outcome.problems) list.addProblem(problem);
    } else if (outcome.kind === 'ended') {
      for (const error of uncaughtErrors(outcome.result)) {
        const own = error.frames.find(({ file }) => isOwn(known, file));
        if (own) list.linkError(error, own);
      }
      list.setDropped(outcome.result.dropped);
    }
    return list.settled();
  }

  function finish(
    known: ExampleData,
    outcome: RunOutcome,
    { files, edited, stopped }: { files: Record<string, string>; edited: boolean; stopped: boolean },
  ) {
    const shown = getOutput();
    const superseded = outcome.kind === 'ended' && outcome.result.end.reason === 'stopped' && !stopped;
    const more = moreTime(outcome);
    say(
      superseded ? 'Stopped, because another example was run.' : describeOutcome(outcome),
      more === undefined
        ? undefined
        : { label: `Run again with ${more / 1_000} s`, act: () => void start(more) },
    );
    const same =
      !edited && known.recorded && outcome.kind === 'ended' && outcome.result.end.reason !== 'stopped'
        ? isSameOutput(known.recorded, printed(outcome.result.output))
        : undefined;
    shown.compare(same, edited && !known.origin);
    const isSeen = outcome.kind === 'ended' && outcome.result.trace.events.length > 0;
    if (isSeen) seenOf = files;
    unseen = isSeen
      ? undefined
      : `of the run before: the last one ${outcome.kind === 'refused' ? 'did not start' : 'left none'}`;
    labelRuns(known);
    if (outcome.kind !== 'ended') return;
    const { trace, output: lines, end } = outcome.result;
    if (isSeen)
      void getTimeline(known).show({ trace, files, of: edited ? 'edit' : 'book', seed: chosen?.seed });
    if (!edited && end.reason !== 'stopped') prediction?.compare(printed(lines));
  }

  function openEditor(): Promise<Editor> {
    editing ??= (async () => {
      const [known, { mountEditor }] = await Promise.all([getData(), import('./editor/mount.tsx')]);
      const keeping = createEditKeeper({
        example,
        data: known,
        files: () => editor?.files(),
        replace: (files) => editor?.replace(files),
        say,
      });
      const mounted = await mountEditor(region('code'), {
        data: known,
        files: keeping.start,
        brokerUrl: brokerUrl(),
        onHint: hint,
        onLine,
        onChange() {
          keeping.changed();
          labelRuns(known);
          clearTimeout(pausing);
          pausing = setTimeout(() => prepareRun(known), typingPause);
        },
      });
      keeper = keeping;
      editor = mounted;
      // What was marked in the code that the editor replaces.
      timeline?.refresh();
      labelRuns(known);
      runner = mounted.runner;
      runner.prepare();
      example.toggleAttribute('data-editing', true);
      return mounted;
    })();
    editing.catch(() => {
      editing = undefined;
    });
    return editing;
  }

  async function reset() {
    stopper?.abort();
    const runs = { printedBy, seenOf, unseen };
    const outputBack = output?.restore();
    const timelineBack = timeline?.restore();
    printedBy = seenOf = unseen = undefined;
    say('');
    if (!editor) return;
    const known = await getData();
    const before = editor.files();
    if (isBook(known, before)) return;
    editor.replace(bookFiles(known));
    // Not only when typing is over: who resets in order to get a new version of the book asks for that next.
    keeper?.forget();
    say(known.origin ? 'The code it began with is back.' : 'The book’s version is back.', {
      label: 'Undo',
      act() {
        editor?.replace(before);
        ({ printedBy, seenOf, unseen } = runs);
        outputBack?.();
        timelineBack?.();
        labelRuns(known);
        say('Your edit is back.');
        editor?.focus();
      },
    });
  }

  async function showRecording(): Promise<TimelineView> {
    say('Loading the timeline…');
    const known = await getData();
    const trace = await loadRecording(src);
    say('');
    const view = getTimeline(known);
    seenOf = unseen = undefined;
    labelRuns(known);
    const fold = region('timeline').querySelector<HTMLDetailsElement>(':scope > details');
    if (fold && !fold.open) {
      fold.open = true;
      // The fold tells that it is open with an event, on which a timeline is drawn anew.
      await new Promise((resolve) => fold.addEventListener('toggle', resolve, { once: true }));
    }
    await view.show({ trace, files: bookFiles(known), of: 'recording' });
    return view;
  }

  return {
    run,
    stop: () => stopper?.abort(),
    async open() {
      await openEditor();
    },
    async edit() {
      say('Loading the editor…');
      const opened = await openEditor();
      if (status.textContent === 'Loading the editor…') say('');
      opened.focus();
    },
    reset,
    async more() {
      const menu = example.querySelector<HTMLDetailsElement>('details[data-action=more]');
      const known = await getData();
      if (!menu) return;
      const [{ fillMore }, { proposalFrom }] = await Promise.all([
        import('./more-menu.ts'),
        import('./propose-change.ts'),
      ]);
      fillMore(menu, {
        data: known,
        settings: settingsOf(known),
        onSettings(settings) {
          chosen = settings;
          say(isAsSet(known, chosen) ? '' : describeSettings(settings));
        },
        link: () => linkTo(known, editor?.files() ?? keptFiles(known), chosen ?? settingsOf(known)),
        // A reader's answer to an exercise is nothing the book lacks.
        ...(known.edit !== undefined &&
          !example.closest('interleave-exercise') && {
            proposal: () => proposalFrom(known, editor?.files() ?? keptFiles(known)),
          }),
        say,
      });
    },
    async step() {
      (await showRecording()).start();
    },
    async showMoment(seq) {
      (await showRecording()).goTo(seq);
    },
    async copy() {
      const known = await getData();
      const files = editor?.files() ?? bookFiles(known);
      const tab = region('code').querySelector('[role=tab][aria-selected=true]')?.textContent?.trim();
      const name = tab !== undefined && tab in files ? tab : known.entry;
      try {
        await navigator.clipboard.writeText(files[name] ?? '');
        say(`${name} is copied.`);
      } catch {
        say('Your browser does not let the page copy. Select the code, or press Download.');
      }
    },
    async download() {
      const known = await getData();
      const { downloadExample } = await import('./download.ts');
      await downloadExample(known, editor?.files() ?? bookFiles(known));
    },
    async program() {
      const known = await getData();
      if (editing) await editing;
      else if (hasKeptEdit(known)) await openEditor();
      return {
        files: editor?.files() ?? bookFiles(known),
        runner,
        owns: (file) => isOwn(known, file),
        show(place) {
          if (editor) editor.show(place);
          else showPlace(region('code'), place, 'current');
        },
      };
    },
    approach(action) {
      const now = performance.now();
      if (now - (approached.get(action) ?? -Infinity) < approachAgain) return;
      approached.set(action, now);
      if (action === 'edit') import('./editor/mount.tsx').catch(() => {});
      else runner.warm();
      getData().then(
        (known) => {
          if (action === 'run' && !stopper) prepareRun(known);
        },
        () => {},
      );
    },
  };
}

/** True when every run prints what the book's run did; with a real clock each reader's is another. */
const isRepeatable = ({ options }: ExampleData) => options.clock !== 'real';

/** Whether clock and seed are those of the example. */
const isAsSet = (data: ExampleData, chosen: RunSettings | undefined) =>
  !chosen || (chosen.clock === settingsOf(data).clock && chosen.seed === settingsOf(data).seed);

const describeSettings = ({ clock, seed }: RunSettings) =>
  `The next run has the ${clock === 'real' ? 'real' : 'virtual'} clock and the seed ${seed}.`;

const isOwn = ({ files }: ExampleData, file: string) => files.some(({ name }) => name === file);

const isBook = ({ files }: ExampleData, current: Record<string, string>) =>
  files.every(({ name, code }) => current[name] === code);

const isSame = (a: Files, b: Files) => Object.entries(a).every(([name, text]) => b[name] === text);

/** The errors nobody caught, in order. */
const uncaughtErrors = ({ trace, end }: RunResult): ErrorReport[] => [
  ...trace.events.flatMap((event) =>
    event.type === 'uncaught-error' || event.type === 'unhandled-rejection' ? [event.error] : [],
  ),
  ...(end.error ? [end.error] : []),
];

const printed = (lines: readonly OutputLine[]) =>
  lines.filter(({ level }) => level !== 'system').map(({ text }) => text);

/** Connects the choice of pace; where the page has none, programs run at the default. Returns what reads it. */
function connectPace(example: HTMLElement, onChange: (speed: number) => void): () => number {
  const select = example.querySelector<HTMLSelectElement>('select[data-action=pace]');
  if (!select) return readPace;
  select.addEventListener('change', () => {
    keepPace(Number(select.value));
    for (const other of document.querySelectorAll<HTMLSelectElement>('select[data-action=pace]'))
      other.value = select.value;
    onChange(Number(select.value));
  });
  return () => Number(select.value);
}

interface LiveOutput {
  list: OutputList;
  /** Makes room for a run; next to that of an edited program, the book's output stays within reach. */
  begin(edited: boolean): LiveOutput;
  /** Says whether the run printed what the book shows, which is shown beside it when it did not. */
  compare(same: boolean | undefined, edited: boolean): void;
  /** Says of which program this is, where a reader would take it for another's; undefined where nobody would. */
  outdate(words: string | undefined): void;
  /** Puts the book's output back. What is returned undoes that. */
  restore(): () => void;
}

/** Takes over the output of an example; what the book recorded stays in the page. */
function takeOutput(host: HTMLElement, note: HTMLElement, options: OutputOptions): LiveOutput {
  // Where the reader is to predict it, the book's output waits in a fold.
  const closed = host.querySelector<HTMLDetailsElement>(':scope > .output-book');
  const recorded = [...(closed ?? host).childNodes].filter((node) => node.nodeName !== 'SUMMARY');
  const recordedNote = note.textContent;
  const lines = document.createElement('ol');
  lines.className = 'output-lines';
  lines.setAttribute('role', 'list');
  const rest = document.createElement('p');
  rest.className = 'output-rest';
  rest.hidden = true;
  const book = document.createElement('details');
  book.className = 'output-book';
  book.innerHTML = '<summary>The book’s output</summary>';
  const list = createOutputList(lines, rest, options);
  const showBook = () => {
    if (recorded.length === 0) return;
    book.append(...recorded);
    host.append(book);
  };
  /** What the note says of the output; `outdated` takes its place. */
  let own = recordedNote;
  let outdated: string | undefined;
  const showNote = () => {
    note.textContent = outdated ?? own;
    note.toggleAttribute('data-outdated', outdated !== undefined);
  };

  const live: LiveOutput = {
    list,
    begin(edited) {
      if (closed) closed.open = true;
      // The page below must not jump up while the first lines are still on their way.
      const height = host.offsetHeight - (closed?.querySelector('summary')?.offsetHeight ?? 0);
      host.style.minHeight = `${height}px`;
      list.clear();
      own = '';
      outdated = undefined;
      showNote();
      note.removeAttribute('data-differs');
      host.replaceChildren(lines, rest);
      if (edited) showBook();
      return live;
    },
    compare(same, edited) {
      own = same === undefined ? (edited ? 'edited' : '') : describeComparison(same);
      showNote();
      note.toggleAttribute('data-differs', same === false);
      if (same === false) showBook();
    },
    outdate(words) {
      outdated = words;
      showNote();
    },
    restore() {
      const shown = [...host.childNodes];
      const wasLive = lines.isConnected;
      const showsBook = book.isConnected;
      const differs = note.hasAttribute('data-differs');
      const said = own;
      host.style.minHeight = '';
      own = recordedNote;
      outdated = undefined;
      showNote();
      note.removeAttribute('data-differs');
      if (closed) {
        closed.open = false;
        closed.append(...recorded);
      }
      host.replaceChildren(...(closed ? [closed] : recorded));
      return () => {
        if (!wasLive) return;
        host.replaceChildren(...shown);
        if (showsBook) showBook();
        own = said;
        note.toggleAttribute('data-differs', differs);
        showNote();
      };
    },
  };
  return live;
}
