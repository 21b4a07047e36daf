/** From a point of the picture to what lies there. */
import type { LaidBar, Layout } from '../layout.ts';

/** How far from a thing one may point, in px. */
const REACH = 6;

/** The event a reader means who points at (`x`, `y`) of a layout; undefined when there is nothing near. */
export function eventAt(layout: Layout, x: number, y: number, reach = REACH): number | undefined {
  const badges = [...layout.marks.map(({ x, dx, y, seq }) => ({ x: x + dx, y, seq })), ...layout.troubles];
  for (const badge of badges) {
    if (Math.hypot(x - badge.x, y - badge.y) <= 10 + reach / 2) return badge.seq;
  }
  const row = layout.rows.find((laid) => y >= laid.y && y < laid.y + laid.height);
  if (!row) return undefined;
  let best: { seq: number; distance: number } | undefined;
  const offer = (seq: number, distance: number) => {
    if (distance <= reach && (!best || distance < best.distance)) best = { seq, distance };
  };
  for (const point of layout.points) {
    // A sign is a smaller aim than a bar, so that it wins where both are near.
    if (point.row === row.row.index) offer(point.seq, Math.max(0, Math.abs(x - point.x) - 4));
  }
  for (const bar of layout.bars) {
    if (bar.row !== row.row.index) continue;
    const right = bar.x + bar.width;
    const distance = x < bar.x ? bar.x - x : x > right ? x - right : isSolid(bar) ? 0.5 : 1;
    offer(endOf(bar, x), distance);
  }
  return best?.seq;
}

/** The end of the bar that is nearer: its first event or its last. */
function endOf({ x, width, seq, endSeq, count, isTick, open }: LaidBar, at: number): number {
  return count > 1 || isTick || open || at < x + width / 2 ? seq : endSeq;
}

function isSolid({ look }: LaidBar): boolean {
  return look === 'task' || look === 'microtask' || look === 'running';
}
