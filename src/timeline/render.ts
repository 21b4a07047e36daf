/** A recorded run as static HTML: what a page shows before anyone touches it, and what paper shows. */
import { derive } from '../trace/derive.ts';
import type { Trace } from '../trace/event.ts';
import { summarise } from '../trace/summarise.ts';
import { bestView, type View } from './axis.ts';
import { renderEventList } from './event-list.ts';
import { renderKey } from './key.ts';
import { layOut } from './layout.ts';
import { arrange, type Picture } from './picture.ts';
import { drawSvg, escapeText } from './svg.ts';

export interface RenderOptions {
  /** Unique on the page: ids inside begin with it. */
  id: string;
  /** What the run is of: `One after another`. */
  title: string;
  /** Default: order for a run that takes no time, else time. */
  view?: View;
  /** Where the run stands in words, when that is not on the same page; default: in the fold below the drawing. */
  wordsHref?: string;
}

export interface RenderedTimeline {
  /** All of it: head, drawing, key, and the run in words. */
  html: string;
  /** The drawing and its key, without head and words. */
  drawing: string;
  /** The drawing, three times over for three ranges of width; `timeline.css` shows one of them. */
  svg: string;
  /** The run in one paragraph, which is the drawing's description: it belongs in an element with the id `<id>-summary`. */
  summary: string;
  /** The run as an ordered list. */
  list: string;
}

/**
 * Width, in px, of the part in which things happen, at the narrowest container in which each drawing is shown: what is
 * written must fit there.
 */
const NARROWEST = { roomy: 600, wide: 430, narrow: 280 };

/** Renders a run. The same trace and options always give the same text. */
export function renderTimeline(
  trace: Trace,
  { id, title, view, wordsHref }: RenderOptions,
): RenderedTimeline {
  const derived = derive(trace);
  const picture = arrange(derived, { view: view ?? bestView(derived) });
  const summary = summarise(trace);
  const svg = renderDrawings(picture, { id, title, describedBy: `${id}-summary` });
  const list = renderEventList(derived);
  const words =
    wordsHref === undefined
      ? list
      : `<p><a href="${escapeText(wordsHref)}">Every event of this run, in words</a></p>`;
  const drawing = `<div class="tl-picture"><div class="tl-static">${svg}</div></div>${renderKey(picture)}`;
  const html =
    `<div class="timeline" data-view="${picture.axis.view}">` +
    `<div class="tl-head"><p class="tl-title">Timeline</p></div>` +
    drawing +
    `<details class="tl-words"><summary>In words</summary><p id="${id}-summary">${escapeText(summary)}</p>${words}</details>` +
    `</div>`;
  return { html, drawing, svg, summary, list };
}

/** The drawings of a picture, one for each range of width. */
export function renderDrawings(
  picture: Picture,
  { id, title, describedBy }: { id: string; title: string; describedBy?: string },
): string {
  return (['roomy', 'wide', 'narrow'] as const)
    .map((variant) =>
      drawSvg(layOut(picture, { width: NARROWEST[variant], narrow: variant === 'narrow' }), {
        id: `${id}-${variant}`,
        title: `Timeline of “${title}”`,
        ...(describedBy !== undefined && { describedBy }),
        variant: `tl-${variant}`,
      }),
    )
    .join('');
}
