/**
 * A layout as SVG text. It needs no script and carries no style of its own: classes are given meaning by `timeline.css`,
 * which knows light, dark, print and forced colours. Positions along the axis are percentages, so that it can be made
 * wider and narrower without its letters growing; only names stand at a fixed distance to the left.
 */
import { TICK } from './coarsen.ts';
import type { LaidBar, LaidText, Layout } from './layout.ts';
import { AXIS_TEXT, BASELINE, CHARACTER, END_ROOM, GUTTER } from './layout.ts';
import { isThread, type Look, type RowKind, type Sign } from './picture.ts';
import { ARC, shapes } from './signs.ts';

export interface SvgOptions {
  /** Ids inside the drawing begin with it; must be unique on the page. */
  id: string;
  title: string;
  /** Its description, or the id of the element on the page that describes it. */
  desc?: string;
  describedBy?: string;
  /** Extra class of the `<svg>`. */
  variant?: string;
  /**
   * `fluid` (default): as wide as its container. `fixed`: as wide as it was laid out, names included, with `style` inside,
   * for a file that stands alone.
   */
  width?: 'fluid' | { style: string };
}

/** Draws a layout. */
export function drawSvg(layout: Layout, options: SvgOptions): string {
  const {
    id,
    title,
    desc,
    describedBy = options.desc === undefined ? undefined : `${options.id}-desc`,
    variant,
    width: mode = 'fluid',
  } = options;
  const fluid = mode === 'fluid';
  const along = (x: number) => (fluid ? `${round((x / layout.width) * 100)}%` : String(round(x)));
  const used = new Set<string>();
  const use = (name: string) => {
    used.add(name);
    return `href="#${id}-${name}"`;
  };
  const bottom = layout.height - 2;
  /** Lines of marks and errors begin below the axis' labels. */
  const below = layout.axisY + AXIS_TEXT;
  const rule = (x: number, y1: number, y2: number) =>
    `<line x1="${along(x)}" x2="${along(x)}" y1="${round(y1)}" y2="${round(y2)}"/>`;
  const hatched = (x: number, y: number, w: number, h: number) => {
    used.add('hatch');
    return `<rect x="${along(x)}" y="${round(y)}" width="${along(w)}" height="${round(h)}" fill="url(#${id}-hatch)"/>`;
  };
  const group = (className: string, parts: string[]) =>
    parts.length === 0 ? '' : `<g class="tl-${className}">${parts.join('')}</g>`;
  const grouped = <T>(items: T[], classOf: (item: T) => string, draw: (item: T) => string) => {
    const groups = new Map<string, string[]>();
    for (const item of items) {
      const name = classOf(item);
      const parts = groups.get(name) ?? [];
      parts.push(draw(item));
      groups.set(name, parts);
    }
    return Array.from(groups, ([name, parts]) => group(name, parts)).join('');
  };
  const kindOf = new Map<number, RowKind>(layout.rows.map(({ row }) => [row.index, row.kind]));

  const drawBar = (bar: LaidBar) => {
    const { x, y, width, height, look, isTick } = bar;
    if (look === 'waiting' && !isTick) {
      return `<use ${use('arc')} x="${along(x)}" y="${round(y)}" width="${along(width)}" height="${height}"/>`;
    }
    const middle = round(y + height / 2);
    if (isLine(look))
      return `<line x1="${along(x)}" x2="${along(x + width)}" y1="${middle}" y2="${middle}"/>`;
    // A tick keeps its width; what stands for many grows with the picture.
    const size = isTick && width <= TICK + 1 ? String(round(width)) : along(width);
    const rect = `<rect x="${along(x)}" y="${round(y)}" width="${size}" height="${height}"/>`;
    return look === 'abandoned' ? rect + hatched(x, y, width, height) : rect;
  };
  const drawSign = (sign: Sign | 'open' | 'head', x: number, y: number) =>
    `<use ${use(sign)} x="${along(x)}" y="${round(y)}"/>`;
  const drawText = ({ x, dx, y, text, anchor, role }: LaidText) =>
    // What is written across a line interrupts it.
    (role === 'across'
      ? `<rect x="${along(x)}" y="${round(y - 7)}" width="${round(acrossWidth(text))}" height="14" transform="translate(${round(-acrossWidth(text) / 2)})"/>`
      : '') +
    `<text x="${along(x)}"${dx === 0 ? '' : ` dx="${round(dx)}"`} y="${round(y + BASELINE)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escapeText(text)}</text>`;

  const rowsTop = layout.head;
  const parts = [
    group(
      'blocked',
      layout.blocked.map(({ x, width }) => hatched(x, rowsTop, width, bottom - rowsTop)),
    ),
    grouped(
      layout.grid,
      ({ end }) => (end ? 'grid tl-grid-end' : 'grid'),
      ({ x }) => rule(x, rowsTop, bottom),
    ),
    group(
      'idle',
      layout.rows.flatMap(({ row, middle }) =>
        isThread(row.kind) ? `<line x1="0" x2="${along(layout.width)}" y1="${middle}" y2="${middle}"/>` : [],
      ),
    ),
    ...layout.densities.map(({ y, height, steps }) =>
      group(
        'density',
        steps.flatMap(({ x, share }, i) => {
          if (share === 0) return [];
          const right = steps[i + 1]?.x ?? layout.width;
          const tall = Math.max(2, share * height);
          return `<rect x="${along(x)}" y="${round(y + height - tall)}" width="${along(right - x)}" height="${round(tall)}"/>`;
        }),
      ),
    ),
    grouped(
      layout.bars.toSorted((a, b) => depth(a.look) - depth(b.look)),
      (bar) => barClass(bar, kindOf),
      drawBar,
    ),
    grouped(
      layout.bars.filter(({ open }) => open),
      (bar) => `open ${rowClass(kindOf.get(bar.row))}`,
      (bar) => drawSign('open', bar.x + bar.width, bar.y + bar.height / 2),
    ),
    group(
      'link',
      layout.links.map(({ x1, y1, x2, y2 }) => {
        const across =
          Math.abs(x2 - x1) < 0.5
            ? ''
            : `<line x1="${along(x1)}" x2="${along(x2)}" y1="${round(y1)}" y2="${round(y1)}"/>`;
        const head = y2 > y1 ? drawSign('head', x2, y2) : '';
        return across + rule(x2, y1, y2 > y1 ? y2 - 5 : y2) + head;
      }),
    ),
    grouped(
      layout.points,
      ({ sign, row }) => `sign tl-${sign} ${rowClass(kindOf.get(row))}`,
      ({ sign, x, y }) => drawSign(sign, x, y),
    ),
    group(
      'marks',
      layout.marks.map(({ x, dx, y }) => {
        const moved = dx === 0 ? '' : ` transform="translate(${round(dx)})"`;
        return `${rule(x, below, bottom)}<circle cx="${along(x)}" cy="${y}" r="8.5"${moved}/>`;
      }),
    ),
    group(
      'troubles',
      layout.troubles.map(
        ({ x, y, middle }) =>
          `${rule(x, below, bottom)}<circle cx="${along(x)}" cy="${round(middle)}" r="10"/><use ${use('trouble')} x="${along(x)}" y="${y}"/>`,
      ),
    ),
    grouped(layout.texts, ({ role }) => role, drawText),
  ];

  const defs = [...used].map((name) => define(id, name)).join('');
  const size = fluid
    ? `width="100%" height="${round(layout.height)}"`
    : `xmlns="http://www.w3.org/2000/svg" width="${round(layout.width + margin(layout) + END_ROOM)}" height="${round(layout.height)}" viewBox="${-margin(layout)} 0 ${round(layout.width + margin(layout) + END_ROOM)} ${round(layout.height)}"`;
  return (
    `<svg class="tl-svg${variant ? ` ${variant}` : ''}" ${size} role="img" aria-labelledby="${id}-title"${describedBy === undefined ? '' : ` aria-describedby="${describedBy}"`}>` +
    `<title id="${id}-title">${escapeText(title)}</title>${desc === undefined ? '' : `<desc id="${id}-desc">${escapeText(desc)}</desc>`}` +
    `${typeof mode === 'object' ? `<style>${mode.style}</style>` : ''}<defs>${defs}</defs>${parts.join('')}</svg>`
  );
}

/** Room for a text that interrupts a line, in px. */
export const acrossWidth = (text: string): number => text.length * CHARACTER + 8;

const margin = ({ narrow }: Layout) => (narrow ? 4 : GUTTER + 4);

function define(id: string, name: string): string {
  if (name === 'hatch') {
    return `<pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="tl-hatch" d="M0 0V6"/></pattern>`;
  }
  if (name === 'arc') {
    return `<symbol id="${id}-arc" viewBox="0 0 100 10" preserveAspectRatio="none"><path vector-effect="non-scaling-stroke" d="${ARC}"/></symbol>`;
  }
  if (name === 'trouble') {
    return `<g id="${id}-trouble"><path d="M-4-9.5h8l5.5 5.5v8l-5.5 5.5h-8l-5.5-5.5v-8z"/><path class="tl-bang" d="M0-5.5V1.5M0 4.2V5.4"/></g>`;
  }
  const shape = shapes[name as keyof typeof shapes];
  return `<path id="${id}-${name}"${shape.line ? ' class="tl-stroke"' : ''} d="${shape.path}"/>`;
}

/** Looks that are drawn as a line. */
export function isLine(look: Look): boolean {
  return (
    look === 'paused' ||
    look === 'pending' ||
    look === 'sent' ||
    look === 'answered' ||
    look === 'listening' ||
    look === 'message'
  );
}

/** What is drawn last lies on top. */
function depth(look: Look): number {
  return look === 'task' || look === 'microtask' || look === 'running' ? 1 : 0;
}

function barClass(bar: LaidBar, kindOf: Map<number, RowKind>): string {
  return `bar tl-${bar.look} ${rowClass(kindOf.get(bar.row))}`;
}

function rowClass(kind: RowKind | undefined): string {
  return `tl-in-${kind ?? 'program'}`;
}

const round = (value: number) => Math.round(value * 100) / 100;

export function escapeText(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found] ?? found,
  );
}
