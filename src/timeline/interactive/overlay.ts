/** What is painted over the picture for the moment that is shown: the cursor, the current event, its causes and effects. */
import type { Derived } from '../../trace/derive.ts';
import { hasTellingCause } from '../../trace/spans.ts';
import type { Picture } from '../picture.ts';
import type { Palette } from './palette.ts';

/** What there is to show. */
export interface Shown {
  /** On the axis. */
  place: number;
  seq: number;
  /** `seq` of events to be ringed: those of a line of the source. */
  ringed: readonly number[];
  /** True also shows what led to the event and what followed from it. */
  arrows: boolean;
}

/** Where an event lies on the canvas, in px; undefined when its row cannot be seen. */
export type Locate = (seq: number) => { x: number; y: number } | undefined;

/** No more than so many causes of causes, effects and rings are shown. */
const MOST = { causes: 24, effects: 24, rings: 200 };

/** `seq` of what led to the event: its cause, the cause of that, and so on, nearest first. */
export function causesOf({ trace: { events } }: Derived, seq: number): number[] {
  const chain: number[] = [];
  for (let event = events[seq]; event && chain.length < MOST.causes; ) {
    const { cause } = event;
    if (cause === undefined || cause >= event.seq) break;
    chain.push(cause);
    event = events[cause];
  }
  return chain;
}

/** `seq` of what followed directly from the event. */
export function effectsOf({ trace: { events } }: Derived, seq: number): number[] {
  const found: number[] = [];
  for (let i = seq + 1; i < events.length && found.length < MOST.effects; i++) {
    const event = events[i];
    if (event?.cause === seq && hasTellingCause(event)) found.push(i);
  }
  return found;
}

export function paintOverlay(
  ctx: CanvasRenderingContext2D,
  picture: Picture,
  shown: Shown,
  palette: Palette,
  box: { x: number; top: number; bottom: number; right: number; isSeen: boolean },
  locate: Locate,
): void {
  const { seq, ringed, arrows } = shown;
  if (box.isSeen) {
    ctx.strokeStyle = palette.focus;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(box.x, box.top);
    ctx.lineTo(box.x, box.bottom);
    ctx.stroke();
  }
  for (const other of ringed.slice(0, MOST.rings)) ring(ctx, locate(other), palette.focus, 6, [2, 2]);
  if (seq < 0) return;
  const here = locate(seq);
  if (arrows) {
    let to = here;
    for (const [i, cause] of causesOf(picture.derived, seq).entries()) {
      const from = locate(cause);
      if (from && to && !isBar(from, to)) arrow(ctx, from, to, palette.ink, i === 0 ? 1 : 0.55, box.right);
      to = from ?? to;
    }
    for (const effect of effectsOf(picture.derived, seq)) {
      const end = locate(effect);
      if (here && end && !isBar(here, end)) arrow(ctx, here, end, palette.ink, 1, box.right, [4, 3]);
    }
  }
  ring(ctx, here, palette.focus, 7);
}

/** True when both ends lie in one row: what lies between them there shows as much as an arrow. */
function isBar(from: { y: number }, to: { y: number }): boolean {
  return Math.abs(from.y - to.y) < 1;
}

function ring(
  ctx: CanvasRenderingContext2D,
  at: { x: number; y: number } | undefined,
  colour: string,
  radius: number,
  dash: number[] = [],
): void {
  if (!at) return;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A curve from one point to another with a head at its end; short ways bulge to the side so that they can be seen. */
function arrow(
  ctx: CanvasRenderingContext2D,
  from: { x: number; y: number },
  to: { x: number; y: number },
  colour: string,
  opacity: number,
  right: number,
  dash: number[] = [],
): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < 6) return;
  const side = Math.max(from.x, to.x) + 20 > right ? -18 : 18;
  const bulge = Math.abs(dx) < 24 ? side : 0;
  const c1 = { x: from.x + (bulge || dx * 0.5), y: from.y + (bulge ? dy * 0.25 : 0) };
  const c2 = { x: to.x + (bulge || -dx * 0.3), y: to.y - (bulge ? dy * 0.25 : dy * 0.3) };
  const angle = Math.atan2(to.y - c2.y, to.x - c2.x);
  const tip = { x: to.x - 8 * Math.cos(angle), y: to.y - 8 * Math.sin(angle) };
  ctx.save();
  ctx.globalAlpha = opacity;
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 1.25;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.bezierCurveTo(c1.x, c1.y, c2.x, c2.y, tip.x, tip.y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.translate(tip.x, tip.y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(2, 0);
  ctx.lineTo(-5, -3.5);
  ctx.lineTo(-5, 3.5);
  ctx.fill();
  ctx.restore();
}
