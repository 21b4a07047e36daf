/**
 * Rows at coarse scales, where what is too close to be told apart is one bar already. Made once per row and power of two,
 * each from the next finer one, so that a picture costs as much as it shows and not as much as the run was long.
 */
import type { Bar, Look, Row } from './picture.ts';

/** A bar, or several that lie too close to each other. */
export interface CoarseBar extends Bar {
  /** How many; absent for one. */
  count?: number;
}

/** What code runs is never too short to be seen: at least so many px wide. */
export const TICK = 3;
/** Waiting that is shorter than this, in px, lies under the ticks beside it. */
export const SHORTEST = 4;
/** Rows with fewer bars are drawn as they are. */
const FEW = 400;

const levels = new WeakMap<Row, Map<number, readonly CoarseBar[]>>();

/** The bars of a row for a scale at which one px is `unit` units of the axis. */
export function barsAt(row: Row, unit: number): readonly CoarseBar[] {
  if (row.bars.length < FEW) return row.bars;
  return level(row, Math.floor(Math.log2(unit)));
}

/** No finer level than this is worth making: there, bars are as they are. */
function finest(row: Row): number {
  const last = row.bars.at(-1);
  const extent = last ? last.to - (row.bars[0]?.from ?? 0) : 0;
  return Math.floor(Math.log2(Math.max(extent, 1e-9) / (row.bars.length * 4)));
}

function level(row: Row, power: number): readonly CoarseBar[] {
  const least = finest(row);
  if (power < least) return row.bars;
  let made = levels.get(row);
  if (!made) {
    made = new Map();
    levels.set(row, made);
  }
  let known: readonly CoarseBar[] = row.bars;
  for (let at = least; at <= power; at++) {
    const next = made.get(at) ?? merge(known, 2 ** at);
    made.set(at, next);
    known = next;
  }
  return known;
}

/** Merges what is nearer than can be drawn when one px is `unit`, as `layout.ts` would. */
function merge(bars: readonly CoarseBar[], unit: number): CoarseBar[] {
  const merged: CoarseBar[] = [];
  let last: CoarseBar | undefined;
  for (const bar of bars) {
    const length = bar.to - bar.from;
    if (isGap(bar.look) && length < SHORTEST * unit) continue;
    const isTick = (bar.count !== undefined || length < TICK * unit) && !bar.open;
    if (last && isTick && bar.from < Math.max(last.from + TICK * unit, last.to) + unit) {
      last.to = Math.max(last.to, bar.to);
      last.endSeq = bar.endSeq;
      last.count = (last.count ?? 1) + (bar.count ?? 1);
      if (bar.look === 'task') last.look = 'task';
      continue;
    }
    const kept = isTick ? { ...bar } : bar;
    merged.push(kept);
    last = isTick ? kept : undefined;
  }
  return merged;
}

export function isGap(look: Look): boolean {
  return look === 'waiting' || look === 'paused' || look === 'queued';
}
