/** What a run printed, as its trace tells it. */
import type { LogLevel, Trace } from './event.ts';

/** One call of the console, or the host's report of an error nobody caught. */
export interface Line {
  seq: number;
  /** Virtual ms since the run began. */
  at: number;
  level: LogLevel | 'uncaught';
  /** May contain line ends. */
  text: string;
  /** Index into `Trace.sites`. */
  site: number | undefined;
}

/** The lines in the order in which they were printed; errors nobody caught read as on every host: `Uncaught TypeError: …`. */
export function outputOf(trace: Trace): Line[] {
  const lines: Line[] = [];
  for (const event of trace.events) {
    const { seq, at, site } = event;
    if (event.type === 'log') lines.push({ seq, at, level: event.level, text: event.text, site });
    else if (event.type === 'uncaught-error' && event.thread === undefined) {
      lines.push({ seq, at, level: 'uncaught', text: `Uncaught ${event.error.text}`, site });
    } else if (event.type === 'unhandled-rejection') {
      lines.push({ seq, at, level: 'uncaught', text: `Uncaught (in promise) ${event.error.text}`, site });
    }
  }
  return lines;
}
