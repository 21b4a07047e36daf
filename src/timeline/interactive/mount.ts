/**
 * The interactive timeline: puts itself in the place of the static drawing, replays the recorded run, and says what was
 * the case at each moment. Nothing of the program runs again.
 */
import { type Derived, derive } from '../../trace/derive.ts';
import type { Site, Trace } from '../../trace/event.ts';
import { eventsOnLine } from '../../trace/places.ts';
import { type Moment, stateAt } from '../../trace/state.ts';
import type { StepKind } from '../../trace/steps.ts';
import { describe, roughly } from '../../trace/words.ts';
import { bestView, type Range, seqAt, type View } from '../axis.ts';
import { renderKey } from '../key.ts';
import { arrange, isWorld, type Picture } from '../picture.ts';
import { renderDrawings } from '../render.ts';
import { createComparePanel } from './compare-panel.ts';
import { make } from './dom.ts';
import { createHead } from './head.ts';
import { createListPanel, type ListPanel } from './list-panel.ts';
import { readPalette } from './palette.ts';
import { advance, Steps } from './player.ts';
import { createPlayerBar } from './player-bar.ts';
import { collectStyle, download, type SaveKind, saveAs } from './save.ts';
import { createStage } from './stage.ts';
import { createStatePanel, placeButton, type StatePanel } from './state-panel.ts';
import { createTabs } from './tabs.ts';

/** A recorded run and what to call it. */
export interface TimelineRun {
  trace: Trace;
  /** `One after another`, `your edit`, `seed 2`. */
  title: string;
}

export interface TimelineOptions extends TimelineRun {
  /** A second run of the same example, to be drawn below on the same axis. */
  other?: TimelineRun | undefined;
  /** Where to begin: the event after which the run is shown; default the end. */
  seq?: number;
  /** What saved files are called, without ending; default `timeline`. */
  fileName?: string;
  /** Gets the place in the program's own files that the moment stands at, to be marked in the source; `run` is 1 for `other`. */
  onSite?: (site: Site | undefined, run: number) => void;
  /** A reader follows a place: it is to be shown. */
  onShowSite?: (site: Site) => void;
  /** Gets the number of lines printed up to the moment; `run` is 1 for `other`. */
  onOutput?: (lines: number, run: number) => void;
  /** Where a link to a moment of the first run leads; undefined where moments of it cannot be linked to. */
  momentLink?: (seq: number) => string | undefined;
  /** Which files are the book's own and not the reader's; default those in `worlds/`. */
  isLibrary?: (file: string) => boolean;
}

export interface Timeline {
  /** Shows the moment just after an event; -1 is the moment before the first. */
  goTo(seq: number): void;
  /** Shows the moment at which the first run printed a line; `index` counts from 0. False when there is no such line. */
  goToLine(index: number): boolean;
  /** Rings what happened on a line of the source (0-based) and goes to the next of it. The answer is how many there are. */
  showSource(file: string, line: number): number;
  /** Other runs take the place of the ones shown. */
  update(run: TimelineRun, other?: TimelineRun): void;
  play(): void;
  pause(): void;
  /** The run whose moment is shown; 1 is `other`. */
  readonly run: number;
  /** The moment shown. */
  readonly seq: number;
  readonly isPlaying: boolean;
  /** The part of the axis that is seen, in its units: virtual ms, or events. */
  readonly range: Range;
  /** Puts back what was there before. */
  destroy(): void;
}

let papers = 0;

/** Who moved: decides what is announced and what is scrolled to. */
type By = 'step' | 'slider' | 'list' | 'pointer' | 'play' | 'call';

interface Run extends TimelineRun {
  derived: Derived;
  steps: Steps;
  pictures: Map<string, Picture>;
}

/**
 * Mounts a timeline in `host`. If the static one is in it (see `render.ts`), its picture is replaced where it stands;
 * it comes back on paper and after `destroy`.
 */
export function mountTimeline(host: HTMLElement, options: TimelineOptions): Timeline {
  const stopper = new AbortController();
  const { signal } = stopper;
  const { isLibrary = isWorld, onSite, onShowSite, onOutput, momentLink } = options;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');

  const paperName = `tl-paper-${++papers}`;
  const found = host.querySelector<HTMLElement>('.timeline');
  const root = found ?? make('div', { class: 'timeline' });
  const before = [...root.childNodes];
  if (!found) host.append(root);

  let runs: Run[] = [readRun(options), ...(options.other ? [readRun(options.other)] : [])];
  let active = 0;
  let seq = clampSeq(options.seq ?? Number.POSITIVE_INFINITY);
  let view: View = (root.dataset['view'] as View | undefined) ?? bestView(only(runs).derived);
  let place = 0;
  let kind: StepKind = 'event';
  let speed = calm.matches ? Number.POSITIVE_INFINITY : 1;
  let arrows = true;
  let inside = false;
  let ringed: readonly number[] = [];
  const expanded = new Set<string>();
  let playing: { frame: number; last: number } | undefined;

  // What the reader sees
  const title = make('p', { class: 'tl-title', text: 'Timeline' });
  const head = createHead({
    onView: setView,
    onSave: save,
    onInside: runs.some(({ derived }) => hasInside(derived, isLibrary))
      ? (on) => {
          inside = on;
          showPictures();
        }
      : undefined,
  });
  const headLine = make('div', { class: 'tl-head' }, title, head.element);
  const paper = make('div', { class: 'tl-static' });
  const picture = make('div', { class: 'tl-picture' }, paper);
  const bar = createPlayerBar(
    {
      onStep: (direction) => step(direction, 'step'),
      onEdge: (edge) => show(edge === 'first' ? -1 : lastSeq(), 'step'),
      onPlay: () => (playing ? pause() : play()),
      onKind: (chosen) => {
        kind = chosen;
      },
      onPace: (chosen) => {
        speed = chosen;
      },
      onZoom: (how) => (how === 'all' ? stage.fit() : stage.zoomBy(how === 'closer' ? 1.6 : 1 / 1.6)),
      onArrows: (on) => {
        arrows = on;
        showMoment();
      },
    },
    { kind, speed, arrows },
  );
  const nowAt = make('span', { class: 'tl-now-at' });
  const nowWhat = make('span', { class: 'tl-now-what' });
  const nowWhere = make('span', { class: 'tl-now-where' });
  const nowLink = make('a', { class: 'tl-now-link', text: '#', 'aria-label': 'Link to this moment' });
  const now = make('p', { class: 'tl-now' }, nowAt, nowWhat, nowWhere);
  const spoken = make('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  const panels = make('div');
  const key = make('div');
  root.replaceChildren(headLine, picture, key, bar.element, now, panels, spoken);
  root.classList.add('is-live');

  const stage = createStage(
    picture,
    {
      onPick: (run, picked) => choose(run, picked, 'pointer'),
      onScrub: (run, at) => {
        const target = only(runs, run);
        const { axis } = pictureOf(target);
        choose(run, seqAt(target.derived, axis, at), 'pointer', at);
      },
      onFold: (name) => {
        if (!expanded.delete(name)) expanded.add(name);
        showPictures();
      },
      onRange: () => update(),
      onSliderKey,
    },
    signal,
  );

  let stageIsReady = false;
  let state: StatePanel;
  let list: ListPanel;
  let shownPanel = 0;
  buildPanels();
  showPictures(false);
  show(seq, 'call');
  // In the same frame in which the drawing goes, so that nothing flickers.
  stage.paintNow();
  // On paper a drawing stands in for the canvas: it is made when it is needed, from what is on the screen then.
  const drawOnPaper = () => {
    paper.innerHTML = runs
      .map((run, i) => renderDrawings(pictureOf(run), { id: `${paperName}-${i}`, title: run.title }))
      .join('');
  };
  addEventListener('beforeprint', drawOnPaper, { signal });
  matchMedia('print').addEventListener('change', ({ matches }) => matches && drawOnPaper(), { signal });

  function readRun({ trace, title }: TimelineRun): Run {
    const derived = derive(trace);
    return { trace, title, derived, steps: new Steps(derived), pictures: new Map() };
  }

  function pictureOf(run: Run): Picture {
    const name = `${view} ${inside} ${[...expanded].join(' ')}`;
    const made =
      run.pictures.get(name) ??
      arrange(run.derived, { view, inside, isLibrary, expanded: new Set(expanded) });
    // Two views are worth keeping; other choices come and go.
    if (run.pictures.size > 4) run.pictures.clear();
    run.pictures.set(name, made);
    return made;
  }

  function only(from: readonly Run[], index = active): Run {
    const run = from[index] ?? from[0];
    if (!run) throw new Error('A timeline needs a run.');
    return run;
  }

  function lastSeq(): number {
    return only(runs).trace.events.length - 1;
  }

  function clampSeq(wanted: number): number {
    return Math.min(only(runs).trace.events.length - 1, Math.max(-1, wanted));
  }

  /** As high as what was shown in it so far: stepping does not move up and down what stands below. */
  function neverShrinking(panel: HTMLElement): HTMLElement {
    let highest = 0;
    new ResizeObserver(() => {
      if (panel.offsetHeight <= highest) return;
      highest = panel.offsetHeight;
      panel.style.minBlockSize = `${highest}px`;
    }).observe(panel);
    return panel;
  }

  function buildPanels(): void {
    const run = only(runs);
    state = createStatePanel(run.derived, (site) => onShowSite?.(site));
    list = createListPanel(run.derived, (picked) => show(picked, 'list'));
    const tabs = [
      { label: 'State at this moment', panel: neverShrinking(make('div', {}, state.element)) },
      { label: 'Events in words', panel: list.element },
    ];
    const [a, b] = runs;
    if (a && b) {
      tabs.push({
        label: 'What differs',
        panel: make(
          'div',
          {},
          createComparePanel([a, b], (run, picked) => choose(run, picked, 'call')),
        ),
      });
    }
    panels.replaceChildren(
      createTabs('About this moment', tabs, (index) => {
        shownPanel = index;
        if (stageIsReady) showPanels();
      }),
    );
  }

  function showPictures(withMoment = true): void {
    stageIsReady = true;
    stage.show(runs.map((run) => ({ picture: pictureOf(run), title: run.title })));
    key.innerHTML = renderKey(pictureOf(only(runs)));
    head.setView(view);
    if (!withMoment) return;
    place = placeOf(seq);
    showMoment();
  }

  function placeOf(at: number): number {
    const { axis } = pictureOf(only(runs));
    return at < 0 ? 0 : (axis.left(at) + axis.right(at)) / 2;
  }

  /** Another run may be stepped through from now on. */
  function choose(run: number, picked: number, by: By, at?: number): void {
    if (run !== active) {
      active = run;
      ringed = [];
      seq = clampSeq(picked);
      buildPanels();
    }
    show(picked, by, at);
  }

  function show(wanted: number, by: By, at?: number): void {
    if (by !== 'play') pause();
    seq = clampSeq(wanted);
    // While something glides or is dragged, the cursor stands where the hand or the clock is, not at the last event.
    place = at ?? placeOf(seq);
    showMoment();
    if (by === 'step' || by === 'slider' || by === 'list' || by === 'call' || (by === 'play' && !stage.isFit))
      stage.revealMoment();
    if (by === 'step') spoken.textContent = sentence();
  }

  function showMoment(): void {
    const run = only(runs);
    const event = run.trace.events[seq];
    stage.setMoment(active, { place, seq, ringed, arrows: arrows && seq < lastSeq() });
    stage.slider.setAttribute('aria-valuemin', '-1');
    stage.slider.setAttribute('aria-valuemax', String(lastSeq()));
    stage.slider.setAttribute('aria-valuenow', String(seq));
    stage.slider.setAttribute('aria-valuetext', sentence());

    const moment = stateAt(run.derived, seq);
    const words = describe(run.derived, seq, { times: 'rough' });
    nowAt.textContent = roughly(event?.at ?? 0);
    nowWhat.replaceChildren(
      seq < 0 ? 'before the program starts' : words.text,
      ...(words.why === undefined ? [] : [make('span', { class: 'tl-why', text: ` because ${words.why}` })]),
    );
    const site = ownSite(run, moment);
    const link = active === 0 ? momentLink?.(seq) : undefined;
    if (link !== undefined) nowLink.setAttribute('href', link);
    nowWhere.replaceChildren(
      ...(site ? [placeButton(site, (place) => onShowSite?.(place))] : []),
      ...(link === undefined ? [] : [nowLink]),
    );
    onSite?.(site, active);
    onOutput?.(moment.output.length, active);
    showPanels(moment);
    update();
  }

  function showPanels(moment: Moment = stateAt(only(runs).derived, seq)): void {
    if (shownPanel === 0) state.show(moment);
    if (shownPanel === 1) list.show(seq);
  }

  function update(): void {
    if (!stageIsReady) return;
    bar.update({
      atStart: seq < 0,
      atEnd: seq >= lastSeq(),
      playing: playing !== undefined,
      isFit: stage.isFit,
    });
  }

  function sentence(): string {
    const { derived, trace } = only(runs);
    if (seq < 0) return 'Before the program starts';
    const { text, why } = describe(derived, seq, { times: 'rough' });
    return `${roughly(trace.events[seq]?.at ?? 0)}: ${text}${why === undefined ? '' : `, because ${why}`}`;
  }

  /** The place a moment stands at in the reader's own files: the event's, or that of the innermost function there. */
  function ownSite({ trace }: Run, { stack }: Moment): Site | undefined {
    const index = trace.events[seq]?.site;
    const own = index === undefined ? undefined : trace.sites[index];
    if (own && !isLibrary(own.file)) return own;
    return stack.find(({ site }) => site && !isLibrary(site.file))?.site;
  }

  function step(direction: 'back' | 'forward', by: By): void {
    const { steps } = only(runs);
    show(direction === 'forward' ? steps.next(seq, kind) : steps.previous(seq, kind), by);
  }

  function onSliderKey({ key, shiftKey }: KeyboardEvent): boolean {
    if (shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      stage.panBy(key === 'ArrowLeft' ? -0.2 : 0.2);
      return true;
    }
    const { steps } = only(runs);
    switch (key) {
      case 'ArrowRight':
      case 'ArrowUp':
        step('forward', 'slider');
        return true;
      case 'ArrowLeft':
      case 'ArrowDown':
        step('back', 'slider');
        return true;
      case 'PageUp':
        show(steps.next(seq, 'turn'), 'slider');
        return true;
      case 'PageDown':
        show(steps.previous(seq, 'turn'), 'slider');
        return true;
      case 'Home':
        show(-1, 'slider');
        return true;
      case 'End':
        show(lastSeq(), 'slider');
        return true;
      case ' ':
        if (playing) pause();
        else play();
        return true;
      default:
        return false;
    }
  }

  function play(): void {
    if (playing) return;
    if (seq >= lastSeq()) show(-1, 'call');
    if (speed === Number.POSITIVE_INFINITY) {
      show(lastSeq(), 'step');
      return;
    }
    const tick = (time: number) => {
      if (!playing) return;
      const run = only(runs);
      const { axis } = pictureOf(run);
      const elapsed = playing.last < 0 ? 0 : time - playing.last;
      const next = advance(run.derived, axis, { place, seq }, elapsed, speed);
      playing = { frame: requestAnimationFrame(tick), last: time };
      if (next.seq !== seq) show(next.seq, 'play', next.place);
      else {
        place = next.place;
        // Those who want less motion see the cursor go from event to event.
        if (!calm.matches) stage.setMoment(active, { place, seq, ringed, arrows });
      }
      if (seq >= lastSeq()) {
        pause();
        spoken.textContent = sentence();
      }
    };
    place = seq < 0 ? 0 : place;
    playing = { frame: requestAnimationFrame(tick), last: -1 };
    update();
  }

  function pause(): void {
    if (!playing) return;
    cancelAnimationFrame(playing.frame);
    playing = undefined;
    update();
  }

  function setView(next: View): void {
    if (next === view) return;
    pause();
    view = next;
    showPictures();
    stage.revealMoment();
  }

  function save(what: SaveKind): void {
    const run = only(runs);
    const style = what === 'svg' ? collectStyle(readPalette(root)) : '';
    download(
      saveAs(
        what,
        {
          trace: run.trace,
          picture: pictureOf(run),
          title: run.title,
          name: options.fileName ?? 'timeline',
          range: stage.range,
        },
        style,
      ),
    );
  }

  return {
    goTo: (wanted) => show(wanted, 'call'),
    goToLine(index) {
      const line = only(runs, 0).derived.output[index];
      if (line) choose(0, line.seq, 'call');
      return line !== undefined;
    },
    showSource(file, line) {
      const there = eventsOnLine(only(runs).trace, file, line);
      ringed = there;
      list.ring(there);
      const next = there.find((other) => other > seq) ?? there[0];
      if (next === undefined) showMoment();
      else show(next, 'step');
      return there.length;
    },
    update(run, other) {
      pause();
      runs = [readRun(run), ...(other ? [readRun(other)] : [])];
      active = 0;
      ringed = [];
      expanded.clear();
      seq = lastSeq();
      buildPanels();
      showPictures();
    },
    play,
    pause,
    get run() {
      return active;
    },
    get seq() {
      return seq;
    },
    get isPlaying() {
      return playing !== undefined;
    },
    get range() {
      return stage.range;
    },
    destroy() {
      pause();
      stopper.abort();
      onSite?.(undefined, active);
      root.classList.remove('is-live');
      if (found) root.replaceChildren(...before);
      else root.remove();
    },
  };
}

/** True when calls were made inside library files: they can be shown on demand. */
function hasInside({ calls, trace }: Derived, isLibrary: (file: string) => boolean): boolean {
  return calls.all.some(({ site, kind, pauses }) => {
    const file = site === undefined ? undefined : trace.sites[site]?.file;
    return file !== undefined && isLibrary(file) && !(kind === 'module' && pauses.length === 0);
  });
}
