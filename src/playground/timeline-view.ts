/**
 * The timeline of a live example: takes the place of the drawing once there is a run to step through, sets a second run
 * beside it when the reader asks, and tells the rest of the example what is the case at the moment shown.
 */
import type { Timeline, TimelineRun } from '../timeline/interactive/mount.ts';
import type { Site, Trace } from '../trace/event.ts';
import { fetchDrawing } from './folded-drawing.ts';
import { printedLines } from './recorded-run.ts';

/** A run that can be stepped through, and the program that was run. */
export interface SeenRun {
  trace: Trace;
  files: Record<string, string>;
  /** Whose run it is: the book's recording is never compared with itself. */
  of: 'recording' | 'book' | 'edit';
  /** Of its random numbers, where the reader chose one. */
  seed?: number | undefined;
}

export interface TimelineViewOptions {
  fileName: string;
  /** The book's own run, if it has one. */
  loadRecording: (() => Promise<SeenRun>) | undefined;
  /** The moment stands at this place of the program of `run`: the one stepped through, where there are two. */
  onSite(site: Site | undefined, run: SeenRun): void;
  /** The reader follows a place. */
  onShowSite(site: Site): void;
  /** So many lines are printed at the moment; all of them when undefined. */
  onPrinted(lines: number | undefined, run: SeenRun): void;
  /** The fragment of a link to a moment of the book's run; absent where each run is another. */
  momentLink?: ((seq: number) => string) | undefined;
  /** Something could not be had; the words are for the reader. */
  onTrouble(message: string): void;
}

export interface TimelineView {
  /** A run begins: makes the room that its timeline is going to take. */
  begin(): void;
  /** Fetches what draws it: to be called once the run has shown something, which waits for nothing else. */
  warm(): void;
  /** Shows a run; in a folded place, as soon as that is opened. */
  show(run: SeenRun): Promise<void>;
  /** Goes to the moment before the first event, with the keyboard at the button that goes on. */
  start(): void;
  /** Shows the moment after an event of the run shown, opened and in sight. */
  goTo(seq: number): void;
  /** Opens the timeline at the moment at which a line was printed; `line` counts from 0. */
  showLine(line: number): Promise<void>;
  /** Goes to what happened on a line of the source (0-based) of the run shown; false when nothing is shown. */
  showSource(file: string, line: number): boolean;
  /** Says once more what is the case at the moment shown: somebody new listens. */
  refresh(): void;
  /** The run that is stepped through, when there is one. */
  readonly run: SeenRun | undefined;
  /** Says of which run this is, where a reader would take it for another; undefined where nobody would. */
  caption(text: string | undefined): void;
  /** Puts the book's drawing back. What is returned undoes that. */
  restore(): () => void;
}

type Other = 'recording' | 'before';

const offers: { other: Other; label: string }[] = [
  { other: 'recording', label: 'Compare with the book’s run' },
  { other: 'before', label: 'Compare with the run before' },
];

const loadParts = () => import('./see-run.ts');

/** `host` is the example's timeline region, as `components/ExampleTimeline.astro` writes it. */
export function createTimelineView(host: HTMLElement, options: TimelineViewOptions): TimelineView {
  const page = host.ownerDocument;
  const drawn = [...host.childNodes];
  let timeline: Timeline | undefined;
  let current: SeenRun | undefined;
  let before: SeenRun | undefined;
  let chosen: Other | undefined;
  /** The second run, while there is one. */
  let other: SeenRun | undefined;
  /** Counts what was asked for: what comes late must not replace what came after it. */
  let asked = 0;

  const bar = page.createElement('div');
  bar.className = 'timeline-compare';
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'Two runs on one axis');
  bar.hidden = true;
  const buttons = new Map<Other, HTMLButtonElement>();
  for (const { other, label } of offers) {
    const button = page.createElement('button');
    button.type = 'button';
    button.className = 'button-quiet';
    button.textContent = label;
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', () => {
      chosen = chosen === other ? undefined : other;
      void draw();
    });
    buttons.set(other, button);
    bar.append(button);
  }

  const captionPlace = page.createElement('span');
  captionPlace.className = 'tl-caption';
  let caption: string | undefined;
  function showCaption(): void {
    const title = host.querySelector('.tl-title');
    host.toggleAttribute('data-outdated', caption !== undefined && title !== null);
    captionPlace.textContent = ` ${caption ?? ''}`;
    if (caption === undefined) captionPlace.remove();
    else if (captionPlace.parentElement !== title) title?.append(captionPlace);
  }

  const fold = () => host.querySelector<HTMLDetailsElement>(':scope > details');
  /** Where the timeline stands. */
  function place(): HTMLElement {
    const found = host.querySelector<HTMLElement>('.timeline')?.parentElement ?? fold();
    if (found) return found;
    const made = page.createElement('details');
    made.className = 'example-timeline-folded';
    const summary = page.createElement('summary');
    summary.textContent = 'Timeline';
    made.append(summary);
    host.append(made);
    return made;
  }

  const foldName = fold()?.querySelector('summary')?.textContent;
  function rename(folded: HTMLDetailsElement, name: string): void {
    const summary = folded.querySelector('summary');
    if (summary) summary.textContent = name;
  }

  /** Listening once is enough: the fold stays. */
  const folds = new WeakSet<HTMLDetailsElement>();
  function drawWhenOpened(folded: HTMLDetailsElement): void {
    if (folds.has(folded)) return;
    folds.add(folded);
    folded.addEventListener('toggle', () => {
      if (folded.open && current) void draw();
    });
  }

  const canCompare = (other: Other) =>
    other === 'before' ? before !== undefined : current?.of === 'edit' && options.loadRecording !== undefined;

  async function findOther(): Promise<SeenRun | undefined> {
    if (!chosen || !canCompare(chosen)) return undefined;
    return chosen === 'before' ? before : await options.loadRecording?.();
  }

  const titleOf = ({ of, seed }: SeenRun) => {
    if (seed !== undefined) return `Your run, seed ${seed}`;
    return of === 'edit' ? 'Your edit' : of === 'book' ? 'This run' : 'The book’s run';
  };

  async function draw(): Promise<void> {
    const mine = ++asked;
    const into = place();
    const folded = fold();
    if (folded) drawWhenOpened(folded);
    try {
      const [{ mountTimeline }, found] = await Promise.all([
        loadParts(),
        findOther(),
        folded && fetchDrawing(folded),
      ]);
      if (mine !== asked || !current || (folded && !folded.open)) return;
      const shown: TimelineRun = { trace: current.trace, title: titleOf(current) };
      const second: TimelineRun | undefined = found && {
        trace: found.trace,
        title:
          chosen === 'before'
            ? `The run before${found.seed === undefined ? '' : `, seed ${found.seed}`}`
            : titleOf(found),
      };
      other = found;
      for (const [name, button] of buttons) {
        button.hidden = !canCompare(name);
        button.setAttribute('aria-pressed', String(other !== undefined && name === chosen));
      }
      bar.hidden = [...buttons.values()].every((button) => button.hidden);
      if (timeline) timeline.update(shown, second);
      else {
        timeline = mountTimeline(into, { ...shown, other: second, fileName: options.fileName, ...hooks });
        host.querySelector('.timeline')?.before(bar);
        if (folded) rename(folded, 'Timeline');
        host.toggleAttribute('data-live', true);
      }
      showCaption();
    } catch (error) {
      if (mine !== asked) return;
      chosen = undefined;
      const known = error instanceof Error && !(error instanceof TypeError);
      options.onTrouble(
        known ? error.message : 'The timeline could not be loaded. Check the connection and try again.',
      );
    }
  }

  const hooks = {
    onSite(site: Site | undefined, run: number) {
      const seen = run === 0 ? current : other;
      if (seen) options.onSite(site, seen);
    },
    onShowSite: options.onShowSite,
    momentLink: (seq: number) => (current?.of === 'edit' ? undefined : options.momentLink?.(seq)),
    onOutput(calls: number, run: number) {
      if (!current) return;
      // What the second run printed is not on the page.
      const lines = run === 0 ? printedLines(current.trace).filter(({ call }) => call < calls) : undefined;
      options.onPrinted(lines?.length, current);
    },
  };

  const view: TimelineView = {
    begin() {
      place();
      const folded = fold();
      if (folded?.dataset['after'] === 'open') folded.open = true;
      timeline?.pause();
    },
    warm() {
      loadParts().catch(() => {});
    },
    async show(run) {
      if (current && current.of !== 'recording' && run !== current) before = current;
      current = run;
      await draw();
    },
    start() {
      timeline?.goTo(-1);
      host.querySelector<HTMLElement>('.tl-player button[aria-label="One step forward"]')?.focus();
    },
    goTo(seq) {
      timeline?.goTo(seq);
      host.querySelector<HTMLElement>('.tl-player button[aria-label="One step forward"]')?.focus({
        preventScroll: true,
      });
      host.scrollIntoView({ block: 'center' });
    },
    async showLine(line) {
      const folded = fold();
      if (folded && !folded.open) {
        folded.open = true;
        await draw();
      }
      const call = current && printedLines(current.trace)[line]?.call;
      if (call === undefined || !timeline?.goToLine(call)) return;
      host.scrollIntoView({ block: 'nearest' });
    },
    showSource(file, line) {
      if (!timeline) return false;
      timeline.showSource(file, line);
      return true;
    },
    refresh() {
      if (timeline) timeline.goTo(timeline.seq);
    },
    get run() {
      return timeline && (timeline.run === 0 ? current : other);
    },
    caption(text) {
      caption = text;
      showCaption();
    },
    restore() {
      const were = { current, before, chosen };
      asked++;
      timeline?.destroy();
      if (current) options.onPrinted(undefined, current);
      timeline = undefined;
      current = undefined;
      before = undefined;
      chosen = undefined;
      other = undefined;
      host.removeAttribute('data-live');
      bar.remove();
      const folded = fold();
      if (folded?.dataset['after'] === 'open') folded.open = false;
      if (folded && foldName !== undefined) rename(folded, foldName);
      host.replaceChildren(...drawn);
      view.caption(undefined);
      return () => {
        ({ current, before, chosen } = were);
        if (!current) return;
        view.begin();
        void draw();
      };
    },
  };
  return view;
}
