/** One line on a terminal that says how far the check is. */
import type { Progress } from './check.ts';
import { clipAround } from './text.ts';

interface Terminal {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away. */
  clear(): void;
}

/** Writes nothing where nobody watches. */
export function progressLine(terminal: Terminal): ProgressLine {
  if (!terminal.isTTY) return { show: () => {}, clear: () => {} };
  const clear = '\r\u001b[K';
  return {
    show({ done, total, name }) {
      const { text } = clipAround(`${done}/${total} ${name}`, 0, Math.max(10, (terminal.columns ?? 80) - 2));
      terminal.write(clear + text);
    },
    clear: () => void terminal.write(clear),
  };
}
