/**
 * The interactive picture: one run, or two below each other on one axis. It keeps the part of the axis that is seen,
 * paints it, and tells what the reader points at. What is shown of the moment comes from outside.
 */
import type { Range } from '../axis.ts';
import { END_ROOM, type Layout, layOut, stackOf } from '../layout.ts';
import type { Picture } from '../picture.ts';
import { marginOf, paint } from './canvas.ts';
import { listen, type Spot } from './gestures.ts';
import { eventAt } from './hit.ts';
import { paintOverlay, type Shown } from './overlay.ts';
import { type Palette, readPalette, watchPalette } from './palette.ts';
import { type Bounds, clamp, fit, isFit, pan, reveal, zoom } from './viewport.ts';

export interface StageRun {
  picture: Picture;
  /** Written above its picture when there are two. */
  title: string;
}

export interface StageEvents {
  /** The reader points at an event. */
  onPick(run: number, seq: number): void;
  /** The reader points at a place on the axis. */
  onScrub(run: number, place: number): void;
  /** A folded part is to be unfolded, or the other way round. */
  onFold(key: string): void;
  /** Another part of the axis is seen. */
  onRange(): void;
  /** A key was pressed on the slider; true when it meant something. */
  onSliderKey(event: KeyboardEvent): boolean;
}

export interface Stage {
  readonly element: HTMLElement;
  readonly slider: HTMLElement;
  /** Shows other pictures; what is seen stays when their axis has the same view. */
  show(runs: readonly StageRun[]): void;
  setMoment(run: number, shown: Shown): void;
  /** Makes the moment's place visible. */
  revealMoment(): void;
  zoomBy(factor: number): void;
  /** By a share of what is seen. */
  panBy(share: number): void;
  fit(): void;
  readonly isFit: boolean;
  readonly range: Range;
  /** Paints now instead of with the next frame. */
  paintNow(): void;
}

/** Narrower containers, in px at a root font size of 16, have names above rows: as in `timeline.css`. */
const NARROW_REM = 36;
/** Room for the titles of two runs. */
const TITLE = 26;
const MOST_PIXELS = 2;

export function createStage(host: HTMLElement, events: StageEvents, signal: AbortSignal): Stage {
  const page = host.ownerDocument;
  const element = page.createElement('div');
  element.className = 'tl-stage';
  element.tabIndex = 0;
  element.setAttribute('role', 'group');
  element.setAttribute(
    'aria-label',
    'Picture of the run. Plus and minus zoom, arrow keys move, 0 shows all of it.',
  );
  const sticky = page.createElement('div');
  sticky.className = 'tl-sticky';
  const back = page.createElement('canvas');
  const front = page.createElement('canvas');
  for (const canvas of [back, front]) canvas.setAttribute('aria-hidden', 'true');
  const slider = page.createElement('div');
  slider.className = 'tl-cursor';
  slider.tabIndex = 0;
  slider.setAttribute('role', 'slider');
  slider.setAttribute('aria-label', 'Moment');
  sticky.append(back, front, slider);
  const space = page.createElement('div');
  space.className = 'tl-space';
  element.append(sticky, space);
  host.append(element);

  let runs: readonly StageRun[] = [];
  let bounds: Bounds = { view: 'time', extent: 1 };
  let range: Range = { from: 0, to: 1 };
  let palette: Palette = readPalette(host);
  let moment: { run: number; shown: Shown } | undefined;
  let layouts: { layout: Layout; top: number }[] = [];
  let frame = 0;
  let isStale = true;

  const narrow = () => {
    const rem = Number.parseFloat(getComputedStyle(page.documentElement).fontSize) || 16;
    return (host.closest('.timeline')?.clientWidth ?? host.clientWidth) < NARROW_REM * rem;
  };
  let isNarrow = narrow();
  let width = 0;
  let height = 0;
  const plotWidth = () => Math.max(40, width - marginOf({ narrow: isNarrow }) - END_ROOM);
  const left = () => marginOf({ narrow: isNarrow });

  const schedule = (stale = true) => {
    isStale ||= stale;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  };

  /** Tops of the pictures in the space that scrolls. */
  function tops(): number[] {
    let y = 0;
    return runs.map(({ picture }) => {
      const top = y + (runs.length > 1 ? TITLE : 0);
      y = top + stackOf(picture, isNarrow).height;
      return top;
    });
  }

  function measure(): void {
    isNarrow = narrow();
    const all = tops();
    const last = runs.at(-1);
    const total = last ? (all.at(-1) ?? 0) + stackOf(last.picture, isNarrow).height : 0;
    space.style.height = `${total}px`;
    width = element.clientWidth;
    height = Math.min(total, element.clientHeight || total);
    const density = Math.min(MOST_PIXELS, devicePixelRatio || 1);
    for (const canvas of [back, front]) {
      const [w, h] = [Math.round(width * density), Math.round(height * density)];
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w;
        canvas.height = h;
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      canvas.getContext('2d')?.setTransform(density, 0, 0, density, 0, 0);
    }
    placeFolds(all);
    isStale = true;
  }

  /** Buttons over the names of folded rows: a canvas cannot be reached by keyboard. */
  function placeFolds(all: number[]): void {
    const wanted = runs.flatMap(({ picture }, run) =>
      stackOf(picture, isNarrow).rows.flatMap(({ row, y, height }) =>
        row.fold
          ? { key: row.fold.key, text: row.name, depth: row.depth, top: (all[run] ?? 0) + y, height }
          : [],
      ),
    );
    const focused =
      page.activeElement instanceof HTMLElement ? page.activeElement.dataset['fold'] : undefined;
    space.replaceChildren(
      ...wanted.map(({ key, text, depth, top, height }) => {
        const button = page.createElement('button');
        button.type = 'button';
        button.className = 'tl-fold';
        button.dataset['fold'] = key;
        button.textContent = text;
        button.style.top = `${top}px`;
        button.style.height = `${height}px`;
        button.style.paddingInlineStart = `${Math.min(3, depth) * 8}px`;
        button.addEventListener('click', () => events.onFold(key));
        return button;
      }),
    );
    if (focused !== undefined)
      space
        .querySelector<HTMLElement>(`[data-fold="${CSS.escape(focused)}"]`)
        ?.focus({ preventScroll: true });
  }

  function draw(): void {
    const ctx = back.getContext('2d');
    if (!ctx || width === 0) return;
    const scroll = element.scrollTop;
    const single = runs.length === 1;
    if (isStale) {
      ctx.clearRect(0, 0, width, height);
      const all = tops();
      layouts = runs.map(({ picture }, i) => {
        const top = all[i] ?? 0;
        const layout = layOut(picture, {
          width: plotWidth(),
          narrow: isNarrow,
          range,
          top: single ? scroll : scroll - top,
          bottom: (single ? scroll : scroll - top) + height,
        });
        paint(ctx, layout, palette, {
          left: left(),
          top: single ? 0 : top - scroll,
          scroll: single ? scroll : 0,
          height: single ? height : layout.height,
        });
        return { layout, top };
      });
      isStale = false;
    }
    drawMoment();
  }

  function drawMoment(): void {
    const ctx = front.getContext('2d');
    if (!ctx) return;
    ctx.clearRect(0, 0, width, height);
    if (runs.length > 1) drawTitles(ctx);
    const laid = layouts[moment?.run ?? 0];
    const run = runs[moment?.run ?? 0];
    slider.hidden = !laid || !moment;
    if (!laid || !run || !moment) return;
    const { shown } = moment;
    const { layout, top } = laid;
    const scroll = element.scrollTop;
    const single = runs.length === 1;
    const x = left() + toX(shown.place);
    const isSeen = shown.place >= range.from && shown.place <= range.to;
    const axisTop = single ? layout.axisY : top + layout.axisY - scroll;
    const firstAxis = (layouts[0]?.layout.axisY ?? 0) + (layouts[0]?.top ?? 0) - scroll;
    const locate = (seq: number) => {
      const row = stackOf(run.picture, isNarrow).rows[run.picture.rowOf[seq] ?? 0];
      if (!row) return undefined;
      const { axis } = run.picture;
      const place = (axis.left(seq) + axis.right(seq)) / 2;
      return { x: left() + toX(place), y: (single ? 0 : top) + row.middle - scroll };
    };
    ctx.save();
    ctx.beginPath();
    ctx.rect(left() - 10, Math.min(axisTop, firstAxis), plotWidth() + 20, height);
    ctx.clip();
    paintOverlay(
      ctx,
      run.picture,
      shown,
      palette,
      {
        x,
        top: (single ? axisTop : firstAxis) + 26,
        bottom: height,
        right: left() + plotWidth() + 8,
        isSeen,
      },
      locate,
    );
    ctx.restore();
    const held = Math.min(Math.max(x, left() - 4), left() + plotWidth() + 4);
    slider.style.transform = `translate(${held}px, ${axisTop}px)`;
    slider.toggleAttribute('data-out', !isSeen);
  }

  /** The names of two runs; a sign is before the one that is stepped through. */
  function drawTitles(ctx: CanvasRenderingContext2D): void {
    ctx.font = `650 12px ${palette.font}`;
    ctx.fillStyle = palette.ink;
    ctx.textAlign = 'start';
    ctx.textBaseline = 'middle';
    for (const [i, { title }] of runs.entries()) {
      const sign = i === (moment?.run ?? 0) ? '▸ ' : '';
      ctx.fillText(sign + title, 0, (layouts[i]?.top ?? 0) - TITLE / 2 - element.scrollTop);
    }
  }

  const toX = (place: number) => ((place - range.from) / (range.to - range.from)) * plotWidth();
  const toPlace = (x: number) => range.from + ((x - left()) / plotWidth()) * (range.to - range.from);

  function setRange(next: Range): void {
    if (next.from === range.from && next.to === range.to) return;
    range = next;
    schedule();
    events.onRange();
  }

  /** Which run lies at a height of the stage, and how far below its top. */
  function runAt(y: number): { run: number; y: number } {
    if (runs.length === 1) {
      const head = layouts[0]?.layout.head ?? 0;
      return { run: 0, y: y < head ? y : y + element.scrollTop };
    }
    const at = y + element.scrollTop;
    let run = 0;
    for (const [i, { top }] of layouts.entries()) if (at >= top - TITLE) run = i;
    return { run, y: at - (layouts[run]?.top ?? 0) };
  }

  const inAxis = (spot: Spot) => {
    const { run, y } = runAt(spot.y);
    return y >= 0 && y < (layouts[run]?.layout.head ?? 0);
  };
  const scrub = (spot: Spot) => {
    const place = Math.min(bounds.extent, Math.max(0, toPlace(spot.x)));
    events.onScrub(moment?.run ?? runAt(spot.y).run, place);
  };

  listen(
    element,
    {
      grab: (spot) => {
        const { run } = runAt(spot.y);
        if (moment && moment.run !== run && runs.length > 1) events.onScrub(run, moment.shown.place);
        return inAxis(spot) || isFit(range, bounds) ? 'scrub' : 'pan';
      },
      scrub,
      pan: (by) => setRange(pan(range, (-by / plotWidth()) * (range.to - range.from), bounds)),
      zoom: (factor, x) => setRange(zoom(range, factor, toPlace(x), bounds)),
      canPan: () => !isFit(range, bounds),
      point(spot) {
        const { run, y } = runAt(spot.y);
        const layout = layouts[run]?.layout;
        const seq = layout && eventAt(layout, spot.x - left(), y);
        if (seq !== undefined) events.onPick(run, seq);
        else if (spot.x >= left() - 8)
          events.onScrub(run, Math.min(bounds.extent, Math.max(0, toPlace(spot.x))));
      },
    },
    signal,
  );

  element.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLButtonElement) return;
      if (event.target === slider && events.onSliderKey(event)) {
        event.preventDefault();
        return;
      }
      if (!pressed(event.key)) return;
      event.preventDefault();
    },
    { signal },
  );

  /** What a key does to the picture; false for none. */
  function pressed(key: string): boolean {
    switch (key) {
      case '+':
      case '=':
        stage.zoomBy(1.5);
        return true;
      case '-':
      case '−':
        stage.zoomBy(1 / 1.5);
        return true;
      case '0':
        stage.fit();
        return true;
      case 'ArrowLeft':
        stage.panBy(-0.2);
        return true;
      case 'ArrowRight':
        stage.panBy(0.2);
        return true;
      default:
        return false;
    }
  }

  const resize = new ResizeObserver(() => {
    // It also calls when watching begins.
    if (element.clientWidth === width && narrow() === isNarrow && element.clientHeight === height) return;
    measure();
    schedule();
  });
  resize.observe(element);
  element.addEventListener('scroll', () => schedule(), { signal, passive: true });
  const recolour = () => {
    palette = readPalette(host);
    schedule();
  };
  watchPalette(host, recolour, signal);
  // A face that arrives late changes the letters on a canvas only when it is painted again.
  page.fonts?.addEventListener('loadingdone', () => schedule(), { signal });
  signal.addEventListener('abort', () => {
    resize.disconnect();
    cancelAnimationFrame(frame);
    element.remove();
  });

  const stage: Stage = {
    element,
    slider,
    show(next) {
      const view = next[0]?.picture.axis.view ?? 'time';
      const extent = Math.max(...next.map(({ picture }) => picture.axis.extent));
      const wasFit = isFit(range, bounds);
      const isSame = bounds.view === view && runs.length > 0;
      runs = next;
      element.classList.toggle('is-double', next.length > 1);
      bounds = { view, extent };
      range = isSame && !wasFit ? clamp(range, bounds) : fit(bounds);
      measure();
      schedule();
      events.onRange();
    },
    setMoment(run, shown) {
      moment = { run, shown };
      schedule(false);
    },
    revealMoment() {
      if (!moment) return;
      setRange(reveal(range, moment.shown.place, bounds));
      const row = layouts[moment.run] && rowOfMoment();
      if (!row || runs.length > 1 || element.scrollHeight <= element.clientHeight) return;
      const head = layouts[0]?.layout.head ?? 0;
      if (row.y < element.scrollTop + head) element.scrollTop = row.y - head - 8;
      else if (row.y + row.height > element.scrollTop + height)
        element.scrollTop = row.y + row.height - height + 8;
    },
    zoomBy(factor) {
      const { from, to } = range;
      const place = moment?.shown.place ?? 0;
      const anchor = place >= from && place <= to ? place : (from + to) / 2;
      setRange(zoom(range, factor, anchor, bounds));
    },
    panBy: (share) => setRange(pan(range, share * (range.to - range.from), bounds)),
    fit: () => setRange(fit(bounds)),
    get isFit() {
      return isFit(range, bounds);
    },
    get range() {
      return range;
    },
    paintNow() {
      cancelAnimationFrame(frame);
      frame = 0;
      draw();
    },
  };

  function rowOfMoment() {
    const run = runs[moment?.run ?? 0];
    if (!run || !moment || moment.shown.seq < 0) return undefined;
    return stackOf(run.picture, isNarrow).rows[run.picture.rowOf[moment.shown.seq] ?? 0];
  }

  return stage;
}
