/**
 * What there is to draw: rows from top to bottom and what lies in them, in units of the axis. Independent of size and
 * zoom, so it is made once; `layout.ts` turns it into positions.
 */
import type { CallStory } from '../trace/calls.ts';
import type { Derived } from '../trace/derive.ts';
import type { TraceEvent } from '../trace/event.ts';
import { Rows } from '../trace/rows.ts';
import type { Span } from '../trace/spans.ts';
import { type Axis, createAxis, type View } from './axis.ts';
import { readDependencies } from './dependencies.ts';

export type RowKind =
  | 'program'
  | 'worker'
  | 'call'
  | 'microtasks'
  | 'timers'
  | 'server'
  | 'listeners'
  | 'messages'
  | 'output'
  /** Stands for rows that are folded away. */
  | 'more';

/** Rows in which code of the program, and not one of its calls, runs. */
export const isThread = (kind: RowKind) => kind === 'program' || kind === 'worker';

/** How a bar is drawn. */
export type Look =
  | 'task'
  | 'microtask'
  | 'running'
  | 'waiting'
  | 'paused'
  | 'queued'
  | 'pending'
  | 'sent'
  | 'started'
  | 'answered'
  | 'abandoned'
  | 'listening'
  | 'message';

/** How a point is drawn. */
export type Sign =
  | 'done'
  | 'failed'
  | 'fired'
  | 'due'
  | 'cleared'
  | 'given-up'
  | 'arrived'
  | 'line'
  | 'warning'
  | 'error';

/** Something with a length. Bars of a row do not overlap and are sorted. */
export interface Bar {
  from: number;
  to: number;
  look: Look;
  /** First and last event. */
  seq: number;
  endSeq: number;
  /** Still going on when the recording ended. */
  open: boolean;
}

/** Something without a length. Points of a row are sorted. */
export interface Point {
  at: number;
  sign: Sign;
  seq: number;
}

export interface Row {
  index: number;
  kind: RowKind;
  /** Rows of one section stand close together. */
  section: number;
  /** What to write beside it; empty for the second and further rows of a lane. */
  name: string;
  /** How far to indent the name. */
  depth: number;
  bars: Bar[];
  points: Point[];
  fold: Fold | undefined;
}

/** A row that stands for others. */
export interface Fold {
  /** To be given to `PictureOptions.expanded`. */
  key: string;
  /** How many things it stands for; 0 when it is expanded and offers to be folded again. */
  count: number;
  /** When the things began and ended, each sorted. */
  starts: Float64Array;
  ends: Float64Array;
  /** The largest number of them at once. */
  most: number;
}

/** Leads from the end of one thing to the beginning of another that had to wait for it. */
export interface Link {
  from: number;
  to: number;
  fromRow: number;
  toRow: number;
  fromSeq: number;
  toSeq: number;
}

export interface Mark {
  at: number;
  seq: number;
  number: number;
  label: string;
}

/** An error nobody caught. */
export interface Trouble {
  at: number;
  seq: number;
  row: number;
  label: string;
}

export interface Picture {
  derived: Derived;
  axis: Axis;
  rows: Row[];
  /** By `seq`: index of the row the event is shown in. */
  rowOf: Int32Array;
  links: Link[];
  marks: Mark[];
  troubles: Trouble[];
  /** Stretches in which one turn kept everything else waiting; `length` in virtual ms. */
  blocked: { from: number; to: number; length: number; seq: number; endSeq: number }[];
}

export interface PictureOptions {
  view: View;
  /** Keys of folds that are to be shown row by row. */
  expanded?: ReadonlySet<string>;
  /** True shows the calls made inside library files, too. Default false. */
  inside?: boolean;
  /** Which files are library: their own calls and listeners are left out. Default: those in `worlds/`. */
  isLibrary?: (file: string) => boolean;
}

/** Sibling calls beyond so many are folded, and then so many are left. */
const MOST_SIBLINGS = 8;
const SIBLINGS_LEFT = 6;
/** Calls beyond so many are folded whosever they are. */
const MOST_CALLS = 16;
/** Up to so many timers or requests have a row each; more share rows, of which so many are shown. */
const MOST_OWN_ROWS = { timers: 8, server: 10 };
const MOST_SHARED_ROWS = 6;
/** More arrows than this say nothing any more. */
const MOST_LINKS = 60;

export const isWorld = (file: string): boolean => file.startsWith('worlds/');

/** Arranges a run on an axis. Linear in the length of the trace. */
export function arrange(derived: Derived, options: PictureOptions): Picture {
  const { trace } = derived;
  const { expanded = new Set<string>(), inside = false, isLibrary = isWorld } = options;
  const axis = createAxis(derived, options.view);
  const rows: Row[] = [];
  const rowOf = new Int32Array(trace.events.length);
  const fileOf = (site: number | undefined) => (site === undefined ? undefined : trace.sites[site]?.file);
  const isInside = (site: number | undefined) => {
    const file = fileOf(site);
    return !inside && file !== undefined && isLibrary(file);
  };
  let section = -1;
  const addRow = (kind: RowKind, name: string, depth = 0): Row => {
    const row: Row = {
      index: rows.length,
      kind,
      section,
      name,
      depth,
      bars: [],
      points: [],
      fold: undefined,
    };
    rows.push(row);
    return row;
  };
  const bySpanLane = groupSpans(derived);
  const spansOf = (kind: string) =>
    derived.lanes.filter((lane) => lane.kind === kind).flatMap((lane) => bySpanLane[lane.index] ?? []);
  const barOf = (span: Span, look: Look): Bar => ({
    ...placeSpan(axis, span, look),
    look,
    seq: span.startSeq,
    endSeq: span.endSeq,
    open: span.open,
  });
  const addFold = (row: Row, key: string, items: { from: number; to: number }[]) => {
    row.fold = { key, count: items.length, ...countAtOnce(items) };
  };
  const addFewer = (key: string) => {
    addFold(addRow('more', 'show fewer'), key, []);
  };

  // The program and its workers, each with its calls
  const rowOfCall = new Int32Array(derived.calls.all.length);
  const rowOfThread = new Map<number, number>();
  const laneOfCall = new Map(derived.lanes.map((lane) => [lane.call, lane.index]));
  for (const lane of derived.lanes) {
    if (lane.kind !== 'program' && lane.kind !== 'worker') continue;
    const spans = bySpanLane[lane.index] ?? [];
    const thread = lane.kind === 'program' ? 0 : trace.events[spans[0]?.startSeq ?? -1]?.thread;
    // A worker that never came to run has nothing to show.
    if (thread === undefined) continue;
    section++;
    const row = addRow(lane.kind, lane.label);
    for (const span of spans) {
      // Along the clock it is all one: code that runs. Which of it ran as a microtask, the order view shows.
      row.bars.push(barOf(span, axis.view === 'order' && span.state === 'microtask' ? 'microtask' : 'task'));
    }
    rowOfThread.set(thread, row.index);
    addCalls(thread, row.index);
  }

  function addCalls(thread: number, threadRow: number): void {
    const shown = (call: CallStory) =>
      !isInside(call.site) && !(call.kind === 'module' && call.pauses.length === 0);
    const calls = derived.calls.all.filter((call) => call.thread === thread);
    const { children, depths } = visibleTree(calls, derived.calls.all.length, shown);
    const home = new Int32Array(derived.calls.all.length);
    const root = thread === 0 ? 'calls' : `calls of ${thread}`;
    let count = 0;

    const addCall = (call: CallStory) => {
      const row = addRow('call', call.label, depths[call.index] ?? 0);
      rowOfCall[call.index] = row.index;
      home[call.index] = 1;
      count++;
      for (const span of bySpanLane[laneOfCall.get(call.index) ?? -1] ?? []) {
        if (span.state === 'done' || span.state === 'failed')
          row.points.push({ at: endOf(axis, span.startSeq), sign: span.state, seq: span.startSeq });
        else row.bars.push(barOf(span, span.state as Look));
      }
    };
    const foldAway = (calls: CallStory[], key: string, depth: number) => {
      const all = calls.flatMap((call) => withDescendants(call, children));
      const row = addRow('more', `… and ${all.length} more`, depth);
      for (const call of all) {
        rowOfCall[call.index] = row.index;
        home[call.index] = 1;
        if (call.outcome === 'failed')
          row.points.push({ at: endOf(axis, call.to), sign: 'failed', seq: call.to });
      }
      row.points.sort((a, b) => a.at - b.at);
      addFold(
        row,
        key,
        all.map((call) => placeLife(axis, derived, call)),
      );
    };

    // A stack of its own: calls may be nested deeper than JavaScript's calls.
    type Step = { group: CallStory[]; next: number; key: string; depth: number };
    const stack: Step[] = [{ group: children.get(-1) ?? [], next: 0, key: `${root}:-1`, depth: 0 }];
    for (let step = stack.at(-1); step; step = stack.at(-1)) {
      const { group, key, depth } = step;
      const isLong = group.length > MOST_SIBLINGS;
      const isOpen = expanded.has(key);
      if (isLong && !isOpen && step.next === SIBLINGS_LEFT) {
        foldAway(group.slice(step.next), key, depth);
        stack.pop();
        continue;
      }
      if (count >= MOST_CALLS && step.next < group.length && !isOpen && !expanded.has(root)) {
        const rest = stack.flatMap(({ group, next }) => group.slice(next));
        foldAway(rest, root, 0);
        break;
      }
      const call = group[step.next++];
      if (!call) {
        if (isLong && isOpen) addFewer(key);
        stack.pop();
        continue;
      }
      addCall(call);
      const below = children.get(call.index);
      if (below)
        stack.push({
          group: below,
          next: 0,
          key: `calls:${call.index}`,
          depth: depths[below[0]?.index ?? 0] ?? 0,
        });
    }
    // What is not shown happens, as far as the picture goes, in whoever called it.
    for (const call of calls) {
      if (home[call.index] === 0)
        rowOfCall[call.index] = call.parent < 0 ? threadRow : (rowOfCall[call.parent] ?? threadRow);
    }
  }

  // Everything else: one list of things per lane, each thing with its bars
  const rowOfThing = new Map<string, number>();
  section++;
  const microtasks = collectThings(
    spansOf('microtasks'),
    (span) => `micro ${span.row}:${span.startSeq}`,
    (span) => barOf(span, span.state === 'queued' ? 'queued' : 'microtask'),
  );
  // A queue in which nobody had to wait shows nothing on the clock that the program's row does not show.
  const visibly = axis.view === 'order' ? 0 : axis.extent / 200;
  if (
    microtasks.some(({ bars }) => bars.some((bar) => bar.look === 'queued' && bar.to - bar.from > visibly)) ||
    (axis.view === 'order' && microtasks.length > 0)
  ) {
    addShared('microtasks', 'microtasks', joinQueued(microtasks), 'microtasks', 0);
  }

  section++;
  const timers = collectThings(
    spansOf('timers'),
    (span) => thingOf(trace.events[span.startSeq]) ?? '',
    (span) => barOf(span, 'pending'),
    (span) => {
      const at = endOf(axis, span.endSeq);
      if (span.state === 'fired') return { at, sign: 'fired', seq: span.endSeq };
      if (span.state === 'cleared') return { at, sign: 'cleared', seq: span.endSeq };
      return undefined;
    },
  );
  addDue(timers);
  const timerName = (key: string) =>
    derived.timers.all[derived.timers.at[timers.find((thing) => thing.key === key)?.seq ?? -1] ?? -1]
      ?.label ?? '';
  addThings('timers', 'timers', timers, 'timers', MOST_OWN_ROWS.timers, timerName);

  for (const lane of derived.lanes) {
    if (lane.kind !== 'server') continue;
    section++;
    const points: Partial<Record<Span['state'], Sign>> = {
      done: 'done',
      failed: 'failed',
      cleared: 'given-up',
    };
    const requests = collectThings(
      bySpanLane[lane.index] ?? [],
      (span) => thingOf(trace.events[span.startSeq]) ?? '',
      (span) => (points[span.state] ? undefined : barOf(span, span.state as Look)),
      (span) => {
        const sign = points[span.state];
        return sign && { at: endOf(axis, span.startSeq), sign, seq: span.startSeq };
      },
    );
    addThings('server', lane.label, requests, `server:${lane.label}`, MOST_OWN_ROWS.server, () => '');
  }

  section++;
  const listeners = collectThings(
    spansOf('listeners').filter((span) => !isInside(span.site)),
    (span) => thingOf(trace.events[span.startSeq]) ?? '',
    (span) => barOf(span, span.state === 'running' ? 'running' : 'listening'),
  );
  addShared('listeners', 'listeners', listeners, 'listeners', 0);

  section++;
  const messages = collectThings(
    spansOf('messages'),
    (span) => thingOf(trace.events[span.startSeq]) ?? '',
    (span) => barOf(span, 'message'),
    (span) => (span.open ? undefined : { at: endOf(axis, span.endSeq), sign: 'arrived', seq: span.endSeq }),
  );
  addShared('messages', 'messages', messages, 'messages', 0);

  section++;
  if (derived.output.length > 0) {
    const row = addRow('output', 'output');
    row.points = derived.output.map(({ seq, level }) => ({
      at: (axis.left(seq) + axis.right(seq)) / 2,
      sign: level === 'error' || level === 'uncaught' ? 'error' : level === 'warn' ? 'warning' : 'line',
      seq,
    }));
  }

  /** Where timers fire so late that it can be seen: the moments at which they were due. */
  function addDue(things: Thing[]): void {
    if (axis.view === 'order') return;
    const visibly = Math.max(0.5, axis.extent / 50);
    const byKey = new Map(things.map((thing) => [thing.key, thing.points]));
    for (const { timer, due, outcome, to } of derived.timers.all) {
      if (outcome !== 'fired' || axis.left(to) - due < visibly) continue;
      const points = byKey.get(`timer ${timer}`);
      points?.push({ at: due, sign: 'due', seq: to });
      points?.sort((a, b) => a.at - b.at);
    }
  }

  /** Gives each thing a row of its own if there are few; otherwise lets them share. */
  function addThings(
    kind: RowKind,
    name: string,
    things: Thing[],
    key: string,
    mostOwn: number,
    nameOf: (key: string) => string,
  ): void {
    if (things.length > mostOwn) {
      addShared(kind, name, things, key, 1);
      return;
    }
    for (const [i, thing] of things.entries()) {
      const row = addRow(kind, nameOf(thing.key) || (i === 0 ? name : ''));
      row.bars = thing.bars;
      row.points = thing.points;
      rowOfThing.set(thing.key, row.index);
    }
  }

  /** Packs things into rows so that none covers another; folds what would take too many. */
  function addShared(kind: RowKind, name: string, things: Thing[], key: string, gap: number): void {
    const packed = new Rows();
    // Signs at the end of one thing must not lie under the beginning of the next.
    const room = gap * (axis.view === 'order' ? 0 : axis.extent / 100);
    const inRow = things
      .toSorted((a, b) => a.from - b.from)
      .map((thing) => ({ thing, row: packed.take(thing.from, thing.to + room) }));
    const isLong = packed.count > MOST_SHARED_ROWS;
    const isOpen = expanded.has(key);
    const shown = isLong && !isOpen ? MOST_SHARED_ROWS - 1 : packed.count;
    const first = rows.length;
    for (let i = 0; i < shown; i++) addRow(kind, i === 0 ? name : '');
    const folded: Thing[] = [];
    for (const { thing, row } of inRow) {
      const target = rows[first + row];
      if (row < shown && target) {
        target.bars.push(...thing.bars);
        target.points.push(...thing.points);
        rowOfThing.set(thing.key, target.index);
      } else folded.push(thing);
    }
    for (const row of rows.slice(first)) row.points.sort((a, b) => a.at - b.at);
    if (folded.length > 0) {
      const row = addRow('more', `… and ${folded.length} more`);
      row.points = folded
        .flatMap(({ points }) => points.filter(({ sign }) => sign === 'failed'))
        .sort((a, b) => a.at - b.at);
      for (const thing of folded) rowOfThing.set(thing.key, row.index);
      addFold(row, key, folded);
    } else if (isLong) addFewer(key);
  }

  const outputRow = rows.find(({ kind }) => kind === 'output')?.index ?? 0;
  const rowOfCallNumber = (call: number) => rowOfCall[derived.calls.indexOf.get(call) ?? -1] ?? 0;
  const microtaskRow = rows.find(({ kind }) => kind === 'microtasks')?.index ?? 0;
  for (const event of trace.events) {
    const { seq } = event;
    const thing = thingOf(event);
    if ('call' in event) rowOf[seq] = rowOfCallNumber(event.call);
    else if (thing !== undefined) rowOf[seq] = rowOfThing.get(thing) ?? 0;
    else if ('reaction' in event) rowOf[seq] = microtaskRow;
    else if (event.type === 'log') rowOf[seq] = outputRow;
    else if (event.type === 'unhandled-rejection')
      rowOf[seq] = event.cause === undefined ? 0 : (rowOf[event.cause] ?? 0);
    else {
      const call = derived.lanes[derived.laneOf[seq] ?? 0]?.call ?? -1;
      rowOf[seq] = call >= 0 ? (rowOfCall[call] ?? 0) : (rowOfThread.get(event.thread ?? 0) ?? 0);
    }
  }

  const isFirstThread = (seq: number) => trace.events[seq]?.thread === undefined;
  const centre = (seq: number) => (axis.left(seq) + axis.right(seq)) / 2;
  const dependencies = readDependencies(derived);
  return {
    derived,
    axis,
    rows,
    rowOf,
    links:
      dependencies.length > MOST_LINKS
        ? []
        : dependencies.flatMap(({ from, to }) => {
            const fromRow = rowOf[from] ?? 0;
            const toRow = rowOf[to] ?? 0;
            if (fromRow === toRow || fromRow === 0 || toRow === 0) return [];
            return { from: centre(from), to: centre(to), fromRow, toRow, fromSeq: from, toSeq: to };
          }),
    marks: derived.points.flatMap((point) =>
      point.kind === 'mark'
        ? { at: centre(point.seq), seq: point.seq, number: point.number, label: point.label }
        : [],
    ),
    troubles: derived.points.flatMap((point) => {
      if (point.kind !== 'uncaught' && point.kind !== 'unhandled') return [];
      const label =
        point.kind === 'uncaught' ? `Uncaught ${point.label}` : `Unhandled rejection: ${point.label}`;
      return { at: centre(point.seq), seq: point.seq, row: rowOf[point.seq] ?? 0, label };
    }),
    // A worker that computes keeps nobody waiting but itself.
    blocked: derived.blocked
      .filter(({ startSeq }) => isFirstThread(startSeq))
      .map(({ startSeq, endSeq, start, end }) => ({
        from: axis.left(startSeq),
        to: axis.right(endSeq),
        length: end - start,
        seq: startSeq,
        endSeq,
      })),
  };
}

interface Thing {
  key: string;
  /** The first event that is known of it. */
  seq: number;
  from: number;
  to: number;
  bars: Bar[];
  points: Point[];
}

/** Joins spans of one thing, in order of beginning. */
function collectThings(
  spans: Span[],
  keyOf: (span: Span) => string,
  barOf: (span: Span) => Bar | undefined,
  pointOf: (span: Span) => Point | undefined = () => undefined,
): Thing[] {
  const things = new Map<string, Thing>();
  for (const span of spans) {
    const key = keyOf(span);
    let thing = things.get(key);
    if (!thing) {
      thing = { key, seq: span.startSeq, from: Number.POSITIVE_INFINITY, to: 0, bars: [], points: [] };
      things.set(key, thing);
    }
    const bar = barOf(span);
    const point = pointOf(span);
    // A listener may run inside itself: its bars follow each other all the same.
    if (bar) bar.from = Math.max(bar.from, thing.bars.at(-1)?.to ?? 0);
    if (bar && bar.to >= bar.from) thing.bars.push(bar);
    if (point) thing.points.push(point);
    thing.from = Math.min(thing.from, bar?.from ?? point?.at ?? 0);
    thing.to = Math.max(thing.to, bar?.to ?? 0, point?.at ?? 0);
  }
  return [...things.values()].sort((a, b) => a.seq - b.seq);
}

/** A microtask's waiting and its run are one thing: the run begins where the waiting ends. */
function joinQueued(things: Thing[]): Thing[] {
  const joined: Thing[] = [];
  const waiting = new Map<number, Thing>();
  for (const thing of things) {
    const [bar] = thing.bars;
    if (!bar) continue;
    const before = bar.look === 'microtask' ? waiting.get(bar.seq) : undefined;
    if (before) {
      before.bars.push(bar);
      before.to = Math.max(before.to, bar.to);
    } else {
      joined.push(thing);
      if (bar.look === 'queued') waiting.set(bar.endSeq, thing);
    }
  }
  return joined;
}

function groupSpans(derived: Derived): Span[][] {
  const groups: Span[][] = derived.lanes.map(() => []);
  for (const span of derived.spans) groups[span.lane]?.push(span);
  return groups;
}

/** What an event belongs to, if that has bars of its own outside the program and its calls. */
function thingOf(event: TraceEvent | undefined): string | undefined {
  if (!event) return undefined;
  if ('timer' in event) return `timer ${event.timer}`;
  if ('request' in event) return `request ${event.request}`;
  if ('listener' in event) return `listener ${event.listener}`;
  if ('message' in event) return `message ${event.message}`;
  return undefined;
}

const solid: ReadonlySet<Look> = new Set(['task', 'microtask', 'running']);

/** From where to where a span is drawn. In the order view, code that runs covers its events, and what lasts lies between. */
function placeSpan(axis: Axis, span: Span, look: Look): { from: number; to: number } {
  if (axis.view === 'time') return { from: span.start, to: span.end };
  if (solid.has(look)) return { from: axis.left(span.startSeq), to: axis.right(span.endSeq) };
  // What lies between stretches of code that runs ends where the next of them begins.
  const isGap = look === 'waiting' || look === 'paused' || look === 'queued' || look === 'listening';
  const inset = isGap ? 1 : 0.5;
  const from = axis.left(span.startSeq) + inset;
  return { from, to: span.open ? axis.extent : Math.max(from, axis.right(span.endSeq) - inset) };
}

function placeLife(
  axis: Axis,
  derived: Derived,
  life: { from: number; to: number },
): { from: number; to: number } {
  const to = Number.isFinite(life.to) ? axis.right(life.to) : axis.right(derived.trace.events.length - 1);
  return { from: axis.left(life.from), to };
}

/** Where the sign for the event that ended something stands. */
function endOf(axis: Axis, seq: number): number {
  return (axis.left(seq) + axis.right(seq)) / 2;
}

function countAtOnce(items: { from: number; to: number }[]): Omit<Fold, 'key' | 'count'> {
  const starts = Float64Array.from(items, ({ from }) => from).sort();
  const ends = Float64Array.from(items, ({ to }) => to).sort();
  let most = 0;
  let over = 0;
  for (const [i, start] of starts.entries()) {
    while ((ends[over] ?? Number.POSITIVE_INFINITY) < start) over++;
    most = Math.max(most, i + 1 - over);
  }
  return { starts, ends, most };
}

/**
 * The calls that are shown, below the nearest shown call that made them, and how deep they stand.
 * @param size how many calls there are in all: larger than every index
 */
function visibleTree(calls: CallStory[], size: number, shown: (call: CallStory) => boolean) {
  const children = new Map<number, CallStory[]>();
  const depths = new Int32Array(size);
  /** The nearest call at or above this one that is shown. */
  const owner = new Int32Array(size);
  for (const call of calls) {
    const above = call.parent < 0 ? -1 : (owner[call.parent] ?? -1);
    if (!shown(call)) {
      owner[call.index] = above;
      continue;
    }
    owner[call.index] = call.index;
    depths[call.index] = above < 0 ? 0 : (depths[above] ?? 0) + 1;
    const siblings = children.get(above);
    if (siblings) siblings.push(call);
    else children.set(above, [call]);
  }
  return { children, depths };
}

function withDescendants(call: CallStory, children: Map<number, CallStory[]>): CallStory[] {
  const found: CallStory[] = [];
  const rest = [call];
  for (let next = rest.pop(); next; next = rest.pop()) {
    found.push(next);
    rest.push(...(children.get(next.index) ?? []));
  }
  return found;
}
