/** The calls of a run: async functions, generators, modules. */
import type { CallKind, ErrorReport, Site, SuspendKind, TraceEvent } from './event.ts';
import { findStory, type Story, type Told } from './story.ts';

/** One run of an async function, generator or module; alive until it returns or throws. */
export interface CallStory extends Story {
  call: number;
  /** The function's or, when it has none, what it is and where: `async (main.ts:4)`. Calls of one function share it. */
  name: string;
  kind: CallKind;
  /** Number of the worker it ran in; 0 for the program's first thread. */
  thread: number;
  /** Index of the call that was running when this one began; -1 for none. */
  parent: number;
  /** How many calls it is nested in. */
  depth: number;
  outcome: 'done' | 'failed' | 'open';
  error: ErrorReport | undefined;
  pauses: Pause[];
}

/** A gap in a call: from the event that paused it to the one that resumed it. */
export interface Pause {
  /** `seq` of the `suspend`. */
  from: number;
  /** `seq` of the `resume`; -1 if it never came. */
  to: number;
  on: SuspendKind;
}

export interface Calls extends Told<CallStory> {
  /** By `seq` of a `resume`: `seq` of the `suspend` it ended; -1 for all other events. */
  suspendOf: Int32Array;
}

export function readCalls(events: readonly TraceEvent[], sites: readonly Site[] = []): Calls {
  const calls: Calls = { all: [], indexOf: new Map(), suspendOf: new Int32Array(events.length).fill(-1) };
  for (const event of events) {
    switch (event.type) {
      case 'call': {
        const parent = event.parent === undefined ? -1 : (calls.indexOf.get(event.parent) ?? -1);
        const index = calls.all.length;
        calls.indexOf.set(event.call, index);
        const name = event.name || unnamed(event.kind, sites[event.site ?? -1]);
        calls.all.push({
          index,
          call: event.call,
          name,
          label: name,
          kind: event.kind,
          thread: event.thread ?? 0,
          parent,
          depth: (calls.all[parent]?.depth ?? -1) + 1,
          from: event.seq,
          to: Number.POSITIVE_INFINITY,
          site: event.site,
          outcome: 'open',
          error: undefined,
          pauses: [],
        });
        break;
      }
      case 'suspend':
        findStory(calls, event.call)?.pauses.push({ from: event.seq, to: -1, on: event.on });
        break;
      case 'resume': {
        const pause = findStory(calls, event.call)?.pauses.at(-1);
        if (!pause || pause.to >= 0) break;
        pause.to = event.seq;
        calls.suspendOf[event.seq] = pause.from;
        break;
      }
      case 'return':
      case 'throw': {
        const call = findStory(calls, event.call);
        if (call?.outcome !== 'open') break;
        call.to = event.seq;
        call.outcome = event.type === 'return' ? 'done' : 'failed';
        if (event.type === 'throw') call.error = event.error;
        break;
      }
    }
  }
  nameApart(calls.all);
  return calls;
}

function unnamed(kind: CallKind, site: Site | undefined): string {
  return site ? `${kind} (${site.file}:${site.line + 1})` : kind;
}

/** Numbers calls of the same name: `rate 1`, `rate 2`. A name used once stays as it is. */
function nameApart(calls: readonly CallStory[]): void {
  const total = new Map<string, number>();
  for (const { label } of calls) total.set(label, (total.get(label) ?? 0) + 1);
  const seen = new Map<string, number>();
  for (const call of calls) {
    const name = call.label;
    if (total.get(name) === 1) continue;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    call.label = `${name} ${count}`;
  }
}
