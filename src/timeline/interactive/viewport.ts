/** Zooming and panning as arithmetic on the part of an axis that is seen. */
import type { Range, View } from '../axis.ts';

/** No closer than this: a µs, or a handful of events. */
const CLOSEST: Record<View, number> = { time: 0.02, order: 6 };

export interface Bounds {
  view: View;
  extent: number;
}

export function fit({ extent }: Bounds): Range {
  return { from: 0, to: extent };
}

export function isFit(range: Range, bounds: Bounds): boolean {
  return range.from <= 0 && range.to >= bounds.extent;
}

/** Moves a range into the bounds and gives it an allowed length. */
export function clamp(range: Range, { view, extent }: Bounds): Range {
  const length = Math.min(extent, Math.max(Math.min(CLOSEST[view], extent), range.to - range.from));
  const from = Math.min(Math.max(0, range.from), extent - length);
  return { from, to: from + length };
}

/** Shows `factor` times as much detail; what is at `anchor` stays where it is. */
export function zoom(range: Range, factor: number, anchor: number, bounds: Bounds): Range {
  const length = range.to - range.from;
  const least = Math.min(CLOSEST[bounds.view], bounds.extent);
  const target = Math.min(bounds.extent, Math.max(least, length / factor));
  const share = length === 0 ? 0.5 : (anchor - range.from) / length;
  const from = anchor - share * target;
  return clamp({ from, to: from + target }, bounds);
}

/** Moves by a distance in units of the axis. */
export function pan(range: Range, by: number, bounds: Bounds): Range {
  return clamp({ from: range.from + by, to: range.to + by }, bounds);
}

/** The nearest range of the same length in which a place is well inside. */
export function reveal(range: Range, place: number, bounds: Bounds): Range {
  const length = range.to - range.from;
  const edge = length * 0.08;
  const low = range.from <= 0 ? 0 : range.from + edge;
  const high = range.to >= bounds.extent ? bounds.extent : range.to - edge;
  if (place >= low && place <= high) return range;
  return clamp({ from: place - length / 2, to: place + length / 2 }, bounds);
}
