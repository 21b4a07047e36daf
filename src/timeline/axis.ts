/** The two axes a run can be drawn on, and the labels along them. */
import type { Derived } from '../trace/derive.ts';
import { roughly, round } from '../trace/words.ts';

/**
 * `time`: one unit is one virtual ms. `order`: one unit is one event, with a gap of one unit between two turns, so that
 * what takes no time can be seen side by side.
 */
export type View = 'time' | 'order';

/** Where events stand on an axis, in its units. */
export interface Axis {
  view: View;
  /** The axis runs from 0 to this. Positive. */
  extent: number;
  /** By `seq`: where the event begins and ends. In the time view both are the same. */
  left(seq: number): number;
  right(seq: number): number;
}

export interface Tick {
  /** In units of the axis. */
  at: number;
  label: string;
  /** The run ends here. */
  end: boolean;
}

/** A part of an axis, in its units; `from < to`. */
export interface Range {
  from: number;
  to: number;
}

export function createAxis(derived: Derived, view: View): Axis {
  const { events } = derived.trace;
  const last = Math.max(0, events.length - 1);
  if (view === 'time') {
    const at = (seq: number) => events[Math.min(Math.max(seq, 0), last)]?.at ?? 0;
    return { view, extent: derived.duration > 0 ? derived.duration : 1, left: at, right: at };
  }
  const left = (seq: number) => {
    const known = Math.min(Math.max(seq, 0), last);
    return known + (derived.turnOf[known] ?? 0);
  };
  return { view, extent: left(last) + 1, left, right: (seq) => left(seq) + 1 };
}

/** The view that shows more: order when the run takes so little time that nothing has a length. */
export function bestView(derived: Derived): View {
  return derived.duration < 1 ? 'order' : 'time';
}

/** The last event at or before a place on the axis; -1 for none. */
export function seqAt(derived: Derived, axis: Axis, place: number): number {
  let low = 0;
  let high = derived.trace.events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (axis.left(middle) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The finest step between two ticks, in ms. */
const FINEST = 0.001;

/** Round values for the part of the time axis that is seen, about `room` of them, and the end of the run. */
export function timeTicks({ from, to }: Range, room: number, duration: number): Tick[] {
  const step = niceStep((to - from) / Math.max(1, room));
  const inSeconds = step >= 1000;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: Tick[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= Math.min(to, duration) + step * 1e-9; i++) {
    const at = i * step;
    ticks.push({ at, label: inSeconds ? `${round(at / 1000)} s` : `${at.toFixed(decimals)} ms`, end: false });
  }
  if (duration <= to && duration > 0) {
    ticks.push({
      at: duration,
      label: inSeconds ? `${round(duration / 1000)} s` : roughly(duration),
      end: true,
    });
  }
  return ticks;
}

/** The smallest of 1, 2, 5, 10, 20 … that is not below `size`. */
function niceStep(size: number): number {
  const least = Math.max(size, FINEST);
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const factor = [1, 2, 5, 10].find((f) => f * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
