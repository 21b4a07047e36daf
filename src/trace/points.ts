/** What happened in a run without taking time, and is worth a sign of its own. */
import type { LogLevel, TraceEvent } from './event.ts';

interface Base {
  seq: number;
  /** What to write beside it. */
  label: string;
}

export type Point = Base &
  (
    | { kind: 'log'; level: LogLevel }
    /** `number` is what prose refers to. */
    | { kind: 'mark'; number: number }
    | { kind: 'abort' | 'uncaught' | 'unhandled' | 'handled' | 'truncated' | 'end' }
  );

export function readPoints(events: readonly TraceEvent[]): Point[] {
  const points: Point[] = [];
  for (const event of events) {
    const { seq } = event;
    switch (event.type) {
      case 'log':
        points.push({ seq, kind: 'log', label: event.text, level: event.level });
        break;
      case 'mark':
        points.push({ seq, kind: 'mark', label: event.label, number: event.number });
        break;
      case 'abort':
        points.push({ seq, kind: 'abort', label: event.reason });
        break;
      case 'uncaught-error':
        // Told once, where it happened.
        if (event.worker === undefined) points.push({ seq, kind: 'uncaught', label: event.error.text });
        break;
      case 'unhandled-rejection':
        points.push({ seq, kind: 'unhandled', label: event.error.text });
        break;
      case 'rejection-handled':
        points.push({ seq, kind: 'handled', label: 'handled after all' });
        break;
      case 'truncated':
        points.push({ seq, kind: 'truncated', label: `${event.dropped} more events were not kept` });
        break;
      case 'end':
        points.push({ seq, kind: 'end', label: event.reason });
        break;
    }
  }
  return points;
}
