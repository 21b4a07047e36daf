/** The shapes of signs, around the point (0, 0); drawn alike by SVG and canvas, which read the same path syntax. */
import type { Sign } from './picture.ts';

export interface Shape {
  path: string;
  /** True for shapes that are drawn with a line instead of filled. */
  line: boolean;
}

export const shapes: Record<Sign | 'open' | 'head', Shape> = {
  done: { path: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z', line: false },
  failed: { path: 'M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5', line: true },
  fired: { path: 'M0-5.5 5.5 0 0 5.5-5.5 0z', line: false },
  due: { path: 'M0-4.5 4.5 0 0 4.5-4.5 0z', line: true },
  cleared: { path: 'M-4-4 4 4M4-4-4 4', line: true },
  'given-up': { path: 'M-3.5 6 .5-6M.5 6 4.5-6', line: true },
  arrived: { path: 'M-4-5 4.5 0-4 5z', line: false },
  line: { path: 'M-3.5-3.5h7v7h-7z', line: false },
  warning: { path: 'M0-5 5 4H-5z', line: false },
  error: { path: 'M0-5 5 0 0 5-5 0z', line: false },
  /** Three dots to the right: it goes on after the end of the recording. */
  open: { path: 'M2-1h2v2H2zM6-1h2v2H6zM10-1h2v2h-2z', line: false },
  /** The point of an arrow that leads down. */
  head: { path: 'M-3.5-6 0 0 3.5-6z', line: false },
};

/** The arc over an `await`, in a box of 100 by 10. */
export const ARC = 'M0 10C12 1.5 20 1 50 1S88 1.5 100 10';
