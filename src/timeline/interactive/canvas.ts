/** Paints a layout on a canvas, alike to what `svg.ts` and `timeline.css` make of it. */
import {
  AXIS_TEXT,
  BASELINE,
  GUTTER,
  type LaidBar,
  type LaidText,
  type Layout,
  type TextRole,
} from '../layout.ts';
import { isThread, type Look, type RowKind, type Sign } from '../picture.ts';
import { shapes } from '../signs.ts';
import { acrossWidth, isLine } from '../svg.ts';
import type { Palette } from './palette.ts';

type Context = CanvasRenderingContext2D;

/** Where on the canvas a layout comes to lie, in CSS px. */
export interface Place {
  /** Of the part in which things happen. */
  left: number;
  top: number;
  /** How far the rows are scrolled up; the head stays. */
  scroll: number;
  /** Height that can be seen, head included. */
  height: number;
}

const paths = new Map<string, Path2D>();
function pathOf(d: string): Path2D {
  const known = paths.get(d) ?? new Path2D(d);
  paths.set(d, known);
  return known;
}
const BADGE = 'M-4-9.5h8l5.5 5.5v8l-5.5 5.5h-8l-5.5-5.5v-8z';

/** Paints everything; `ctx` is scaled so that one unit is one CSS px, and cleared. */
export function paint(ctx: Context, layout: Layout, palette: Palette, place: Place): void {
  const { left, top, scroll, height } = place;
  const kinds = new Map<number, RowKind>(layout.rows.map(({ row }) => [row.index, row.kind]));
  const bottom = Math.min(layout.height - 2, height + scroll);

  ctx.save();
  ctx.beginPath();
  ctx.rect(0, top + layout.head, left + layout.width + 100, height - layout.head);
  ctx.clip();
  ctx.translate(left, top - scroll);
  paintGround(ctx, layout, palette, bottom);
  // Nothing may run into the names.
  ctx.save();
  ctx.beginPath();
  ctx.rect(-6, 0, layout.width + 18, layout.height);
  ctx.clip();
  paintDensities(ctx, layout, palette);
  paintBars(ctx, layout, palette, kinds);
  paintLinks(ctx, layout, palette);
  paintPoints(ctx, layout, palette, kinds);
  paintTexts(ctx, layout, palette, (role) => !inHead.has(role) && !isName.has(role));
  ctx.restore();
  paintTexts(ctx, layout, palette, (role) => isName.has(role));
  ctx.restore();

  ctx.save();
  ctx.translate(left, top);
  paintHead(ctx, layout, palette, scroll, Math.min(bottom - scroll, height));
  ctx.restore();
}

const inHead: ReadonlySet<TextRole> = new Set(['tick', 'end', 'number', 'mark', 'trouble']);
const isName: ReadonlySet<TextRole> = new Set(['name']);

function paintGround(ctx: Context, layout: Layout, palette: Palette, bottom: number): void {
  const from = layout.head;
  for (const { x, width } of layout.blocked) {
    ctx.fillStyle = hatchOf(ctx, palette);
    ctx.fillRect(x, from, width, bottom - from);
  }
  ctx.lineWidth = 1;
  for (const { x, end } of layout.grid) {
    ctx.strokeStyle = end ? palette.idle : palette.grid;
    line(ctx, x, from, x, bottom);
  }
  for (const { row, middle } of layout.rows) {
    if (!isThread(row.kind)) continue;
    ctx.strokeStyle = palette.idle;
    ctx.setLineDash([1, 4]);
    line(ctx, 0, middle, layout.width, middle);
    ctx.setLineDash([]);
  }
}

function paintDensities(ctx: Context, layout: Layout, palette: Palette): void {
  ctx.fillStyle = palette.density;
  for (const { y, height, steps } of layout.densities) {
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i];
      if (!step || step.share === 0) continue;
      const tall = Math.max(2, step.share * height);
      ctx.fillRect(step.x, y + height - tall, (steps[i + 1]?.x ?? layout.width) - step.x, tall);
    }
  }
}

function paintBars(ctx: Context, { bars }: Layout, palette: Palette, kinds: Map<number, RowKind>): void {
  for (const bar of bars) if (!isSolid(bar.look)) paintBar(ctx, bar, palette);
  for (const bar of bars) if (isSolid(bar.look)) paintBar(ctx, bar, palette);
  for (const { open, x, y, width, height, row } of bars) {
    if (open) sign(ctx, 'open', x + width, y + height / 2, signColour('open', kinds.get(row), palette));
  }
}

function isSolid(look: Look): boolean {
  return look === 'task' || look === 'microtask' || look === 'running';
}

function paintBar(ctx: Context, { x, y, width, height, look, isTick }: LaidBar, palette: Palette): void {
  const middle = y + height / 2;
  if (isSolid(look)) {
    ctx.fillStyle = look === 'microtask' ? palette.micro : palette.run;
    ctx.fillRect(x, y, width, height);
    return;
  }
  if (look === 'waiting' && !isTick) {
    ctx.strokeStyle = palette.wait;
    ctx.lineWidth = 1.5;
    const across = (share: number) => x + (width * share) / 100;
    const down = (share: number) => y + (height * share) / 10;
    ctx.beginPath();
    ctx.moveTo(x, down(10));
    ctx.bezierCurveTo(across(12), down(1.5), across(20), down(1), across(50), down(1));
    ctx.bezierCurveTo(across(80), down(1), across(88), down(1.5), across(100), down(10));
    ctx.stroke();
    return;
  }
  if (isLine(look)) {
    const { colour, dash, thick } = lineStyles[look] ?? { colour: 'soft', dash: [], thick: 1 };
    ctx.strokeStyle = palette[colour];
    ctx.lineWidth = thick;
    if (dash.length > 0 && !isTick) ctx.setLineDash(dash);
    line(ctx, x, middle, x + width, middle);
    ctx.setLineDash([]);
    return;
  }
  const micro = look === 'queued';
  ctx.lineWidth = 1;
  ctx.strokeStyle = micro ? palette.micro : palette.net;
  if (look === 'abandoned') {
    ctx.fillStyle = hatchOf(ctx, palette);
    ctx.fillRect(x, y, width, height);
    ctx.setLineDash([3, 2]);
  } else {
    ctx.fillStyle = micro ? palette['micro-fill'] : palette['net-fill'];
    ctx.fillRect(x, y, width, height);
  }
  ctx.strokeRect(x, y, width, height);
  ctx.setLineDash([]);
}

const lineStyles: Partial<
  Record<Look, { colour: 'wait' | 'timer' | 'net' | 'soft'; dash: number[]; thick: number }>
> = {
  paused: { colour: 'wait', dash: [2, 3], thick: 1.5 },
  pending: { colour: 'timer', dash: [5, 3], thick: 1.5 },
  sent: { colour: 'net', dash: [], thick: 1.5 },
  answered: { colour: 'net', dash: [], thick: 1.5 },
  message: { colour: 'net', dash: [], thick: 1.5 },
  listening: { colour: 'soft', dash: [1, 3], thick: 1 },
};

function paintLinks(ctx: Context, { links }: Layout, palette: Palette): void {
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1;
  for (const { x1, y1, x2, y2 } of links) {
    if (Math.abs(x2 - x1) >= 0.5) line(ctx, x1, y1, x2, y1);
    line(ctx, x2, y1, x2, y2 > y1 ? y2 - 5 : y2);
    if (y2 > y1) sign(ctx, 'head', x2, y2, palette.ink);
  }
}

function paintPoints(ctx: Context, { points }: Layout, palette: Palette, kinds: Map<number, RowKind>): void {
  for (const { sign: name, x, y, row } of points) {
    const kind = kinds.get(row);
    // In the middle of the tick it stands on.
    sign(ctx, name, kind === 'call' ? x + 1.5 : x, y, signColour(name, kind, palette));
  }
}

function paintHead(ctx: Context, layout: Layout, palette: Palette, scroll: number, bottom: number): void {
  for (const { x, dx, y } of layout.marks) {
    ctx.strokeStyle = palette.mark;
    ctx.lineWidth = 1;
    ctx.setLineDash([3, 3]);
    line(ctx, x, layout.axisY + AXIS_TEXT, x, bottom);
    ctx.setLineDash([]);
    ctx.fillStyle = palette.mark;
    ctx.beginPath();
    ctx.arc(x + dx, y, 8.5, 0, 2 * Math.PI);
    ctx.fill();
  }
  for (const { x, y, middle } of layout.troubles) {
    ctx.strokeStyle = palette.error;
    ctx.lineWidth = 1.5;
    line(ctx, x, layout.axisY + AXIS_TEXT, x, bottom);
    if (middle - scroll > layout.head) {
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.arc(x, middle - scroll, 10, 0, 2 * Math.PI);
      ctx.stroke();
    }
    ctx.save();
    ctx.translate(x, y);
    ctx.fillStyle = palette.error;
    ctx.fill(pathOf(BADGE));
    ctx.strokeStyle = palette.ground;
    ctx.lineWidth = 2;
    line(ctx, 0, -5.5, 0, 1.5);
    line(ctx, 0, 4.2, 0, 5.4);
    ctx.restore();
  }
  paintTexts(ctx, layout, palette, (role) => inHead.has(role));
}

function paintTexts(
  ctx: Context,
  layout: Layout,
  palette: Palette,
  wanted: (role: TextRole) => boolean,
): void {
  ctx.textBaseline = 'alphabetic';
  let role: TextRole | undefined;
  let colour = '';
  for (const text of layout.texts) {
    if (!wanted(text.role) || text.role === 'more') continue;
    if (text.role !== role) {
      role = text.role;
      ctx.font = fontOf(role, palette);
      colour = palette[textColours[role]];
    }
    write(ctx, text, colour, palette);
  }
}

function write(
  ctx: Context,
  { x, dx, y, text, anchor, role }: LaidText,
  colour: string,
  palette: Palette,
): void {
  if (role === 'across') {
    const width = acrossWidth(text);
    ctx.fillStyle = palette.ground;
    ctx.fillRect(x - width / 2, y - 7, width, 14);
  }
  ctx.fillStyle = colour;
  ctx.textAlign = anchor === 'middle' ? 'center' : anchor;
  ctx.fillText(text, x + dx, y + BASELINE);
}

const textColours: Record<TextRole, Exclude<keyof Palette, 'font'>> = {
  name: 'ink',
  more: 'soft',
  'on-solid': 'on-run',
  'on-tint': 'ink',
  across: 'ink',
  beside: 'ink',
  tick: 'soft',
  end: 'ink',
  number: 'on-mark',
  mark: 'ink',
  trouble: 'error',
};

function fontOf(role: TextRole, { font }: Palette): string {
  const weight = role === 'end' || role === 'number' ? 650 : role === 'trouble' ? 600 : 450;
  return `${weight} 11px ${font}`;
}

function signColour(name: Sign | 'open', kind: RowKind | undefined, palette: Palette): string {
  if (name === 'failed' || name === 'error') return palette.error;
  if (name === 'warning' || kind === 'timers') return palette.timer;
  return kind === 'server' || kind === 'messages' ? palette.net : palette.run;
}

function sign(ctx: Context, name: Sign | 'open' | 'head', x: number, y: number, colour: string): void {
  const shape = shapes[name];
  ctx.save();
  ctx.translate(x, y);
  if (shape.line) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    ctx.stroke(pathOf(shape.path));
  } else {
    ctx.fillStyle = colour;
    ctx.fill(pathOf(shape.path));
  }
  ctx.restore();
}

function line(ctx: Context, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

const hatches = new Map<string, CanvasPattern>();
function hatchOf(ctx: Context, { hatch }: Palette): CanvasPattern | string {
  const known = hatches.get(hatch);
  if (known) return known;
  // Drawn larger than it is shown, so that it stays sharp on dense screens.
  const tile = ctx.canvas.ownerDocument.createElement('canvas');
  tile.width = tile.height = 18;
  const inner = tile.getContext('2d');
  if (!inner) return hatch;
  inner.fillStyle = hatch;
  inner.fillRect(0, 0, 3, 18);
  const pattern = ctx.createPattern(tile, 'repeat');
  if (!pattern) return hatch;
  pattern.setTransform(new DOMMatrix().rotate(45).scale(1 / 3));
  hatches.set(hatch, pattern);
  return pattern;
}

/** Width of the margin for names in a layout. */
export const marginOf = ({ narrow }: Pick<Layout, 'narrow'>): number => (narrow ? 0 : GUTTER);
