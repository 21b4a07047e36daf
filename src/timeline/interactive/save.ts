/** Taking a run out of the page: as a drawing, as text, as a trace for Perfetto and the developer tools of browsers. */
import type { Trace } from '../../trace/event.ts';
import { toTraceEventFormat } from '../../trace/perfetto.ts';
import { summarise } from '../../trace/summarise.ts';
import { formatText } from '../../trace/text.ts';
import type { Range } from '../axis.ts';
import { drawingStyle } from '../drawing-style.ts';
import { layOut } from '../layout.ts';
import type { Picture } from '../picture.ts';
import { drawSvg } from '../svg.ts';
import type { Palette } from './palette.ts';

export type SaveKind = 'svg' | 'text' | 'trace';

export interface Saved {
  name: string;
  type: string;
  content: string;
}

/** Width of a saved drawing, in px, without the names. */
const WIDTH = 840;

/** What a run is saved as. `style` is what `collectStyle` returns. */
export function saveAs(
  kind: SaveKind,
  run: { trace: Trace; picture: Picture; title: string; name: string; range: Range },
  style: string,
): Saved {
  const { trace, picture, title, name, range } = run;
  switch (kind) {
    case 'svg':
      return {
        name: `${name}.svg`,
        type: 'image/svg+xml',
        content: drawSvg(layOut(picture, { width: WIDTH, narrow: false, range }), {
          id: 'timeline',
          title: `Timeline of “${title}”`,
          desc: summarise(trace),
          width: { style },
        }),
      };
    case 'text':
      return {
        name: `${name}.txt`,
        type: 'text/plain',
        content: `${title}\n\n${formatText(trace)}\n${summarise(trace)}\n`,
      };
    case 'trace':
      return {
        name: `${name}.trace.json`,
        type: 'application/json',
        content: JSON.stringify(toTraceEventFormat(trace)),
      };
  }
}

/** The rules a drawing needs when it stands alone, with the colours that hold on the page now. */
export function collectStyle(palette: Palette): string {
  const colour = (name: string) => palette[name as keyof Palette];
  return `svg{font:450 11px ${palette.font};background:${palette.ground}}\n${drawingStyle(colour)}`;
}

/** Hands a file to the reader. */
export function download({ name, type, content }: Saved): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then, and holds what it needs.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
