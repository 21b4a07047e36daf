/**
 * From a picture to positions: what is seen of it in a part of its axis, at a width. Pure numbers and strings, in CSS px;
 * painted by `svg.ts` and by `interactive/canvas.ts`. Things too close to be told apart are drawn as one, so that what
 * is laid out never depends on how long the run was, only on how large the picture is.
 */
import type { Derived } from '../trace/derive.ts';
import { jobLabel } from '../trace/spans.ts';
import { findStory } from '../trace/story.ts';
import { roughly, taskLabel } from '../trace/words.ts';
import { type Range, timeTicks } from './axis.ts';
import { barsAt, type CoarseBar, isGap, SHORTEST, TICK } from './coarsen.ts';
import {
  type Bar,
  type Fold,
  isThread,
  type Look,
  type Picture,
  type Point,
  type Row,
  type RowKind,
  type Sign,
} from './picture.ts';

/** Positions along the axis come in two parts, `x` and a distance `dx` that does not grow with the picture. */
interface Placed {
  x: number;
  y: number;
}

export interface LaidBar extends Placed {
  width: number;
  height: number;
  /** True when it is too short to be seen otherwise, or stands for several that are. */
  isTick: boolean;
  look: Look;
  row: number;
  seq: number;
  endSeq: number;
  open: boolean;
  /** How many bars it stands for. */
  count: number;
}

/** `x` and `y` are its centre. */
export interface LaidPoint extends Placed {
  sign: Sign;
  row: number;
  seq: number;
  /** The last of those it stands for. */
  lastSeq: number;
}

/** How a text is set: on a filled bar, across a line, beside something, in the margin … */
export type TextRole =
  | 'name'
  | 'more'
  | 'on-solid'
  | 'on-tint'
  | 'across'
  | 'beside'
  | 'tick'
  | 'end'
  | 'number'
  | 'mark'
  | 'trouble';

/** `y` is the centre of the line. */
export interface LaidText extends Placed {
  dx: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
  role: TextRole;
}

export interface LaidRow {
  row: Row;
  y: number;
  height: number;
  /** Centre of what lies in it. */
  middle: number;
}

/** A filled curve: how many things were going on at once; pairs of `x` and a height from 0 to 1. */
export interface LaidDensity {
  row: number;
  y: number;
  height: number;
  steps: { x: number; share: number }[];
}

export interface Layout {
  width: number;
  height: number;
  /** Height of what stands above the rows: errors, marks and the axis. */
  head: number;
  axisY: number;
  narrow: boolean;
  range: Range;
  rows: LaidRow[];
  bars: LaidBar[];
  points: LaidPoint[];
  densities: LaidDensity[];
  texts: LaidText[];
  /** Vertical lines through all rows. */
  grid: { x: number; end: boolean }[];
  blocked: { x: number; width: number; seq: number }[];
  /** `x` and `dx`: the circle's centre; the line from it down stands at `x`. */
  marks: { x: number; dx: number; y: number; seq: number }[];
  troubles: { x: number; y: number; seq: number; middle: number }[];
  links: { x1: number; y1: number; x2: number; y2: number; toSeq: number }[];
}

export interface LayoutOptions {
  /** Of the part in which things happen, without the margin for names. */
  width: number;
  /** True puts names above their rows instead of beside them. */
  narrow: boolean;
  /** The part of the axis that is seen; default all of it. */
  range?: Range;
  /** The part of the height that is seen, below the head; default all of it. */
  top?: number;
  bottom?: number;
}

/** The margin for names, in px, and how many characters fit into it. */
export const GUTTER = 124;
const NAME_ROOM = 17;
/** Between the last thing and the picture's edge. */
export const END_ROOM = 12;
/** Width of a character, in px: the book's code face at 11 px. */
export const CHARACTER = 6.6;
/** From the centre of a line of text to its baseline, in px. */
export const BASELINE = 4;

const rowHeights: Record<RowKind, number> = {
  program: 28,
  worker: 28,
  call: 24,
  microtasks: 20,
  timers: 24,
  server: 24,
  listeners: 20,
  messages: 20,
  output: 24,
  more: 26,
};
const SECTION_GAP = 10;
const NAME_LINE = 16;
const RAIL = 24;
const AXIS = 32;
/** Centre of the axis' labels; the cursor's handle hangs below them. */
const AXIS_LABEL = 10;
/** Height of the part of the axis that its labels take. */
export const AXIS_TEXT = 18;

const heights: Record<Look, number> = {
  task: 16,
  microtask: 12,
  running: 12,
  waiting: 9,
  paused: 2,
  queued: 8,
  pending: 2,
  sent: 2,
  started: 16,
  answered: 2,
  abandoned: 16,
  listening: 2,
  message: 2,
};
const isSolid: Record<Look, boolean> = {
  task: true,
  microtask: true,
  running: true,
  waiting: false,
  paused: false,
  queued: false,
  pending: false,
  sent: false,
  started: false,
  answered: false,
  abandoned: false,
  listening: false,
  message: false,
};
/** Signs of ends that are nearer to each other are left out, in px. */
const CROWDED = 10;

/** Where the rows stand, one below the other. */
function stackRows(
  picture: Picture,
  narrow: boolean,
): { rows: LaidRow[]; head: number; axisY: number; height: number } {
  const rails = (picture.troubles.length > 0 ? RAIL : 0) + (picture.marks.length > 0 ? RAIL : 0);
  const head = rails + AXIS;
  const rows: LaidRow[] = [];
  let y = head + 2;
  let section = -1;
  for (const row of picture.rows) {
    if (section >= 0 && row.section !== section) y += SECTION_GAP;
    section = row.section;
    const named = narrow && row.name !== '' && row.kind !== 'more' ? NAME_LINE : 0;
    const height = rowHeights[row.kind] + named;
    rows.push({ row, y, height, middle: y + named + rowHeights[row.kind] / 2 });
    y += height;
  }
  return { rows, head, axisY: rails, height: y + 4 };
}

const stacks = new WeakMap<
  Picture,
  [wide?: ReturnType<typeof stackRows>, narrow?: ReturnType<typeof stackRows>]
>();

export function stackOf(picture: Picture, narrow: boolean): ReturnType<typeof stackRows> {
  const known = stacks.get(picture) ?? [];
  stacks.set(picture, known);
  const index = narrow ? 1 : 0;
  const stack = known[index] ?? stackRows(picture, narrow);
  known[index] = stack;
  return stack;
}

/** Lays out what is seen. Takes time in proportion to how many bars lie in the range, and makes little of them. */
export function layOut(picture: Picture, options: LayoutOptions): Layout {
  const { axis, derived } = picture;
  const { width, narrow, range = { from: 0, to: axis.extent } } = options;
  const stack = stackOf(picture, narrow);
  const top = options.top ?? 0;
  const bottom = options.bottom ?? stack.height;
  const rows = stack.rows.filter(({ y, height }) => y + height >= top && y <= bottom);
  const scale = width / (range.to - range.from);
  const toX = (place: number) => (place - range.from) * scale;
  const out: Layout = {
    width,
    height: stack.height,
    head: stack.head,
    axisY: stack.axisY,
    narrow,
    range,
    rows,
    bars: [],
    points: [],
    densities: [],
    texts: [],
    grid: [],
    blocked: [],
    marks: [],
    troubles: [],
    links: [],
  };

  for (const laid of rows) {
    const { row, y, middle } = laid;
    if (row.name !== '') {
      const isMore = row.kind === 'more';
      const indent = Math.min(row.depth, 3) * 8;
      out.texts.push({
        x: 0,
        dx: (narrow ? 0 : -GUTTER) + indent,
        y: narrow && !isMore ? y + NAME_LINE / 2 : middle,
        text: narrow ? row.name : shortenName(row.name, NAME_ROOM - indent / 8),
        anchor: 'start',
        role: isMore ? 'more' : 'name',
      });
    }
    if (row.fold) layDensity(row.fold, laid);
    layBars(laid);
    layPoints(laid);
  }
  layAxis();
  layHead();
  layBlocked();
  layLinks();
  return out;

  function layBars({ row, middle }: LaidRow): void {
    const bars = barsAt(row, 1 / scale);
    /** The last bar that may still take in its neighbours. */
    let last: LaidBar | undefined;
    const alone = isOneThing(row);
    /** What is free for the name of a bar: after `after` up to `until`, and before `before`; undefined when nothing is. */
    const roomBeside = (all: readonly Bar[], i: number): BesideRoom | undefined => {
      const bar = all[i];
      const next = all[i + 1];
      if (!bar || bar.look === 'abandoned') return undefined;
      if (!alone) return { after: toX(bar.to), until: next ? toX(next.from) : width, before: 0 };
      // Only the first of several timers says its delay; the steps of a request are named once, beside all of them.
      if (row.kind === 'timers' && (next || i > 0)) return undefined;
      return { after: toX(all.at(-1)?.to ?? 0), until: width, before: toX(all[0]?.from ?? 0) };
    };
    for (let i = firstToSee(bars, range.from); i < bars.length; i++) {
      const bar = bars[i];
      if (!bar || bar.from > range.to) break;
      const solid = isSolid[bar.look];
      const left = toX(bar.from);
      const right = toX(bar.to);
      const length = right - left;
      if (!solid && length < SHORTEST && isGap(bar.look)) continue;
      const isTick = (bar.count !== undefined || length < TICK) && !bar.open;
      const x = Math.max(left, -TICK);
      const w = isTick ? Math.max(TICK, Math.min(right, width + TICK) - x) : Math.min(right, width + 2) - x;
      if (w <= 0) continue;
      if (last && isTick && x < last.x + last.width + 1) {
        last.width = Math.max(last.width, x + w - last.x);
        last.count += bar.count ?? 1;
        last.endSeq = bar.endSeq;
        if (bar.look === 'task') last.look = 'task';
        continue;
      }
      const height = heights[bar.look];
      const laid: LaidBar = {
        x,
        y: middle - height / 2,
        width: w,
        height,
        isTick,
        look: bar.look,
        row: row.index,
        seq: bar.seq,
        endSeq: bar.endSeq,
        open: bar.open && right <= width + 2,
        count: bar.count ?? 1,
      };
      out.bars.push(laid);
      last = isTick ? laid : undefined;
      layBarText(row, bar, laid, middle, roomBeside(bars, i));
    }
  }

  function layBarText(
    row: Row,
    bar: CoarseBar,
    laid: LaidBar,
    middle: number,
    free: BesideRoom | undefined,
  ): void {
    if (row.kind === 'more' || laid.count > 1 || (isSolid[bar.look] && laid.width < 24)) return;
    const words = wordsOf(picture, row, bar);
    if (words.length === 0) return;
    const from = Math.max(0, laid.x);
    const to = Math.min(width, laid.x + laid.width);
    const across = laid.height <= 2;
    const inside = words.find((word) => word.length * CHARACTER + (across ? 20 : 10) <= to - from);
    if (inside !== undefined) {
      const role = isSolid[bar.look] ? 'on-solid' : across ? 'across' : 'on-tint';
      if (across) {
        out.texts.push({ x: (from + to) / 2, dx: 0, y: middle, text: inside, anchor: 'middle', role });
      } else out.texts.push({ x: from, dx: 6, y: middle, text: inside, anchor: 'start', role });
      return;
    }
    if (isSolid[bar.look] || !free) return;
    const beside = words.find((word) => word.length * CHARACTER + 14 <= free.until - free.after);
    if (beside !== undefined) {
      out.texts.push({ x: free.after, dx: 10, y: middle, text: beside, anchor: 'start', role: 'beside' });
      return;
    }
    const before = words.find((word) => word.length * CHARACTER + 12 <= free.before);
    if (before !== undefined)
      out.texts.push({ x: free.before, dx: -6, y: middle, text: before, anchor: 'end', role: 'beside' });
  }

  function layPoints({ row, middle }: LaidRow): void {
    const { points } = row;
    const kept: LaidPoint[] = [];
    for (let i = firstPoint(points, range.from - 8 / scale); i < points.length; i++) {
      const point = points[i];
      if (!point) break;
      const x = toX(point.at);
      if (x > width + 8) break;
      // Where ends follow each other closely, their signs would hide what they end.
      if (rank[point.sign] === 1 && isCrowded(points, i, CROWDED / scale)) continue;
      const before = kept.at(-1);
      if (
        before &&
        x - before.x < 5 &&
        (before.sign === point.sign || rank[before.sign] > rank[point.sign])
      ) {
        before.lastSeq = point.seq;
        continue;
      }
      kept.push({ x, y: middle, sign: point.sign, row: row.index, seq: point.seq, lastSeq: point.seq });
    }
    for (const point of kept) out.points.push(point);
    if (row.kind === 'output') layOutput(kept, middle);
  }

  /** What was printed, beside its sign, as far as there is room. */
  function layOutput(points: LaidPoint[], middle: number): void {
    let free = 0;
    for (const [i, { x, seq, lastSeq }] of points.entries()) {
      const text = printed(derived, seq, lastSeq);
      const next = points[i + 1]?.x ?? width + END_ROOM;
      const room = Math.floor((next - x - 16) / CHARACTER);
      if (room >= Math.min(text.length, 8)) {
        const shown = shorten(text, room);
        if (shown !== '')
          out.texts.push({ x, dx: 8, y: middle, text: shown, anchor: 'start', role: 'beside' });
        free = x + 8 + shown.length * CHARACTER;
        continue;
      }
      const before = Math.floor((x - Math.max(free, (points[i - 1]?.x ?? -16) + 8) - 16) / CHARACTER);
      if (i === points.length - 1 && before >= text.length && text !== '') {
        out.texts.push({ x, dx: -8, y: middle, text, anchor: 'end', role: 'beside' });
      }
      free = x + 6;
    }
  }

  function layDensity(fold: Fold, { row, y, height }: LaidRow): void {
    if (fold.count === 0) return;
    const steps: LaidDensity['steps'] = [];
    const step = 3;
    let begun = countBelow(fold.starts, range.from);
    let over = countBelow(fold.ends, range.from);
    let shown = -1;
    for (let x = 0; x <= width; x += step) {
      // What begins or ends within a step is there in all of it.
      const left = range.from + x / scale;
      const right = range.from + (x + step) / scale;
      while ((fold.starts[begun] ?? Number.POSITIVE_INFINITY) < right) begun++;
      while ((fold.ends[over] ?? Number.POSITIVE_INFINITY) < left) over++;
      const share = fold.most === 0 ? 0 : Math.min(1, (begun - over) / fold.most);
      if (share === shown) continue;
      steps.push({ x, share });
      shown = share;
    }
    out.densities.push({ row: row.index, y: y + 3, height: height - 6, steps });
  }

  function layAxis(): void {
    const y = stack.axisY + AXIS_LABEL;
    const label = (x: number, text: string, role: TextRole) => {
      // The first and the last label stay within the picture.
      const half = (text.length * CHARACTER) / 2;
      const anchor = x < half ? 'start' : x > width + END_ROOM - half ? 'end' : 'middle';
      out.texts.push({ x, dx: anchor === 'end' ? END_ROOM - 2 : 0, y, text, anchor, role });
      return anchor === 'start'
        ? [x, x + 2 * half]
        : anchor === 'end'
          ? [x - 2 * half, x]
          : [x - half, x + half];
    };
    if (axis.view === 'time') {
      const ticks = timeTicks(range, width / 80, derived.duration);
      const end = ticks.find((tick) => tick.end);
      const [endsAt = Number.POSITIVE_INFINITY] = end ? label(toX(end.at), end.label, 'end') : [];
      if (end) out.grid.push({ x: toX(end.at), end: true });
      for (const tick of ticks) {
        const x = toX(tick.at);
        if (tick.end || x < -1 || x > width + 1) continue;
        out.grid.push({ x, end: false });
        const text = tick.label;
        if (x + text.length * CHARACTER * 0.6 + 8 < endsAt || !end) label(x, text, 'tick');
      }
      return;
    }
    let free = Number.NEGATIVE_INFINITY;
    let gridFree = Number.NEGATIVE_INFINITY;
    for (const turn of derived.turns) {
      const x = toX(axis.left(turn.startSeq));
      const next = derived.turns[turn.index + 1];
      const until = next ? toX(axis.left(next.startSeq)) : width;
      if (until < 0 || x > width) continue;
      if (x - gridFree >= 4) {
        if (x >= -1) out.grid.push({ x: x - scale / 2, end: false });
        gridFree = x;
      }
      const from = Math.max(0, x);
      if (from < free) continue;
      const time = roughly(turn.start);
      const room = Math.floor((until - from - 8) / CHARACTER);
      if (room < time.length) continue;
      const words = `${time} · ${taskLabel(derived, turn)}`;
      const text = room >= time.length + 8 ? shorten(words, room) : time;
      out.texts.push({ x: from, dx: 0, y, text, anchor: 'start', role: 'tick' });
      free = from + text.length * CHARACTER + 8;
    }
  }

  function layHead(): void {
    let y = RAIL / 2;
    if (picture.troubles.length > 0) {
      layTroubles(y);
      y += RAIL;
    }
    const circle = 18;
    let free = Number.NEGATIVE_INFINITY;
    const seen = picture.marks.flatMap((mark) => {
      if (!isSeen(mark.at)) return [];
      // Marks set at the same moment stand beside each other, as long as there is room.
      const x = toX(mark.at);
      const centre = Math.max(x, free);
      if (centre > width + END_ROOM - circle / 2 && centre > x) return [];
      free = centre + circle;
      return { ...mark, x, dx: centre - x };
    });
    for (const [i, { x, dx, seq, number, label }] of seen.entries()) {
      out.marks.push({ x, dx, y, seq });
      out.texts.push({ x, dx, y, text: String(number), anchor: 'middle', role: 'number' });
      const next = seen[i + 1];
      const previous = seen[i - 1];
      const room = Math.floor(((next ? next.x + next.dx - 12 : width + END_ROOM) - x - dx - 14) / CHARACTER);
      const before = previous ? previous.x + previous.dx + 12 + previous.label.length * CHARACTER : 0;
      const left = Math.floor((x + dx - before - 14) / CHARACTER);
      if (room >= Math.min(6, label.length))
        out.texts.push({ x, dx: dx + 13, y, text: shorten(label, room), anchor: 'start', role: 'mark' });
      else if (!next && left >= Math.min(6, label.length))
        out.texts.push({ x, dx: dx - 13, y, text: shorten(label, left), anchor: 'end', role: 'mark' });
    }
  }

  /** Errors nobody caught. Those too close to each other share a sign, which says how many there are. */
  function layTroubles(y: number): void {
    const badge = 24;
    const groups: { x: number; seq: number; row: number; label: string; count: number }[] = [];
    for (const { at, seq, row, label } of picture.troubles) {
      if (!isSeen(at)) continue;
      const x = toX(at);
      const last = groups.at(-1);
      if (last && x - last.x < badge) last.count++;
      else groups.push({ x, seq, row, label, count: 1 });
    }
    let free = narrow ? 0 : -GUTTER;
    for (const [i, { x, seq, row, label, count }] of groups.entries()) {
      out.troubles.push({ x, y, seq, middle: stack.rows[row]?.middle ?? y });
      const words = count > 1 ? `${label} (and ${count - 1} more)` : label;
      const next = groups[i + 1];
      const right = Math.floor(((next ? next.x - badge / 2 : width + END_ROOM) - x - 14) / CHARACTER);
      const left = Math.floor((x - 14 - free) / CHARACTER);
      if (right >= words.length || right >= left) {
        const text = shorten(words, right);
        if (text !== '') out.texts.push({ x, dx: 13, y, text, anchor: 'start', role: 'trouble' });
        free = x + 14 + text.length * CHARACTER;
      } else {
        out.texts.push({ x, dx: -13, y, text: shorten(words, left), anchor: 'end', role: 'trouble' });
        free = x + badge / 2;
      }
    }
  }

  /** The stretches in which nothing else could run, and in the program's row how long they were. */
  function layBlocked(): void {
    const program = rows.find(({ row }) => row.kind === 'program');
    const held = rows.some(({ row }) => row.kind === 'worker')
      ? 'nothing else in this thread can run'
      : 'nothing else can run';
    for (const { from, to, length, seq } of picture.blocked) {
      const x = Math.max(0, toX(from));
      const right = Math.min(width, toX(to));
      if (right <= x) continue;
      out.blocked.push({ x, width: right - x, seq });
      const ms = roughly(length);
      const text = [`${ms}: ${held}`, ms].find((words) => words.length * CHARACTER + 12 <= right - x);
      if (program && text && axis.view === 'time')
        out.texts.push({ x, dx: 6, y: program.middle, text, anchor: 'start', role: 'on-solid' });
    }
  }

  function layLinks(): void {
    for (const link of picture.links) {
      const x1 = toX(link.from);
      const x2 = toX(link.to);
      const from = stack.rows[link.fromRow];
      const to = stack.rows[link.toRow];
      if (!from || !to || x2 < 0 || x1 > width) continue;
      const down = to.middle > from.middle;
      out.links.push({
        x1,
        y1: from.middle + (down ? 8 : -8),
        x2,
        y2: to.middle + (down ? -9 : 9),
        toSeq: link.toSeq,
      });
    }
  }

  function isSeen(at: number): boolean {
    return at >= range.from && at <= range.to;
  }
}

/** Places, in px, where a bar's name may stand. */
interface BesideRoom {
  after: number;
  until: number;
  before: number;
}

/** When two signs lie on each other, the one that says more is shown. */
const rank: Record<Sign, number> = {
  line: 0,
  arrived: 1,
  done: 1,
  fired: 1,
  due: 1,
  cleared: 2,
  'given-up': 2,
  warning: 3,
  error: 4,
  failed: 4,
};

/** True when another point of the row is nearer than `distance`, in units of the axis. */
function isCrowded(points: Point[], i: number, distance: number): boolean {
  const at = points[i]?.at ?? 0;
  const [before, after] = [points[i - 1], points[i + 1]];
  return (
    (before !== undefined && at - before.at < distance) || (after !== undefined && after.at - at < distance)
  );
}

/** True when all in the row is one timer or request, so that the room beside it is its own. */
function isOneThing(row: Row): boolean {
  return (row.kind === 'server' || row.kind === 'timers') && row.bars.length <= 4;
}

/** Index of the first bar that ends at or after a place. */
function firstToSee(bars: readonly Bar[], from: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bars[middle]?.to ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of ascending numbers are below `value`. */
function countBelow(numbers: Float64Array, value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstPoint(points: Point[], from: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What may be written on or beside a bar, the longest first. */
function wordsOf({ derived, axis }: Picture, row: Row, bar: Bar): string[] {
  const { events } = derived.trace;
  const time = axis.view === 'time';
  const first = events[bar.seq];
  const length = (events[bar.endSeq]?.at ?? 0) - (first?.at ?? 0);
  const ms = roughly(length);
  switch (bar.look) {
    case 'task':
      if (!time) {
        const turn = derived.turns[derived.turnOf[bar.seq] ?? -1];
        return turn ? [taskLabel(derived, turn)] : [];
      }
      return isBlocked(derived, bar) ? [] : [ms];
    case 'microtask':
      if (time) return isBlocked(derived, bar) || !isThread(row.kind) ? [] : [ms];
      return [jobLabel(first, derived)];
    case 'queued':
      return time ? [] : [jobLabel(events[bar.endSeq], derived)];
    case 'pending':
      return first?.type === 'timer-set' ? timerWords(first.kind, first.delay) : [];
    case 'started': {
      const name = first && 'request' in first ? requestName(derived, first.request) : '';
      return time ? [`${name} ${ms}`, name] : [name];
    }
    case 'sent': {
      const name = first && 'request' in first ? requestName(derived, first.request) : '';
      // A request no server ever took up has no other place for its name.
      return bar.open ? [name] : [];
    }
    case 'abandoned':
      return ['nobody waits for it', 'abandoned'];
    case 'message':
      return row.kind === 'messages' && first?.type === 'message-sent' ? [first.channel] : [];
    default:
      return [];
  }
}

function isBlocked(derived: Derived, bar: Bar): boolean {
  return derived.blocked.some(({ startSeq, endSeq }) => bar.seq >= startSeq && bar.endSeq <= endSeq);
}

function timerWords(kind: string, delay: number): string[] {
  const ms = roughly(delay);
  return kind === 'interval' ? [`every ${ms}`, ms] : [ms];
}

/** More text than this fits nowhere. */
const LONGEST_PRINTED = 80;

/** What was printed by the events from `seq` to `lastSeq`, in one line. */
function printed({ output }: Derived, seq: number, lastSeq: number): string {
  let text = '';
  for (let i = firstLine(output, seq); i < output.length && text.length < LONGEST_PRINTED; i++) {
    const line = output[i];
    if (!line || line.seq > lastSeq) break;
    const words = line.text.trim().replace(/\s+/g, ' ');
    text += text === '' ? words : ` · ${words}`;
  }
  return text;
}

function firstLine(output: Derived['output'], seq: number): number {
  let low = 0;
  let high = output.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((output[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What tells a request from its neighbours: the last part of its address. */
function requestName(derived: Derived, request: number): string {
  const story = findStory(derived.requests, request);
  if (!story) return '';
  const path = story.url.replace(/^[a-z]+:\/\/[^/]*\/?/i, '') || '/';
  const name = shorten(path.split('/').filter(Boolean).slice(-2).join('/') || '/', 22);
  return story.method === 'GET' ? name : `${story.method} ${name}`;
}

/** Cuts a name to so many characters; what tells it from others of its kind, a number at its end, is kept. */
function shortenName(name: string, room: number): string {
  if (name.length <= room) return name;
  const number = / \d+$/.exec(name)?.[0] ?? '';
  return shorten(name.slice(0, name.length - number.length), room - number.length) + number;
}

/** Cuts a text to so many characters, with a sign that it is cut. */
export function shorten(text: string, room: number): string {
  const characters = [...text];
  if (characters.length <= room) return text;
  return room < 2 ? '' : `${characters.slice(0, Math.floor(room) - 1).join('')}…`;
}
