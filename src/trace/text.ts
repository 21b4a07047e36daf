/**
 * A run as text: the same content as the picture, for tests, for terminals and for readers who do not see the picture.
 *
 * ```
 *      time  job     where         what happened
 *      0 ms  task                  the program starts
 *                    main.ts:1     main.ts begins
 *                    main.ts:4       main.ts sets timer 1: 50 ms
 *                    main.ts:5     main.ts waits (await)
 *
 *     50 ms  task                  timer 1 fires  ← set in main.ts:4 at 0 ms
 *            micro   main.ts:5     main.ts goes on with a value after 50 ms  ← timer 1 fired
 * ```
 *
 * A blank line before each turn of the loop; `micro` where a microtask begins; deeper what was called from the line above;
 * after the arrow why it happened.
 */
import { type Derived, understand } from './derive.ts';
import type { Site, Trace, TraceEvent } from './event.ts';
import { contentOf, frameOf, isOutside } from './jobs.ts';
import { findStory } from './story.ts';
import { describe, placeName, round, timeWriter, type WordOptions } from './words.ts';

export interface TextOptions {
  /** False leaves out the time column and every time that may differ between two runs. Default true. */
  times?: WordOptions['times'];
  /** True also lists the events that say nothing new: a callback that ended at once. Default false. */
  every?: boolean;
}

/** One line of the text form, before it is laid out. */
export interface TextLine {
  /** The events it speaks of, both included: a task and what it is for share a line. */
  seq: number;
  lastSeq: number;
  /** Virtual ms. */
  at: number;
  /** What begins on this line: a task, a microtask, or (`server`, `host`) something outside the program; else undefined. */
  begins: 'task' | 'micro' | 'server' | 'host' | undefined;
  /** What to call its thread: `main`, or its worker's name. */
  thread: string;
  /** How many functions of the same job it is nested in. */
  depth: number;
  site: Site | undefined;
  text: string;
  /** Why it happened. */
  why: string | undefined;
}

/** The run in lines. A stretch in which nothing else could run gets a line of its own, after its last event. */
export function textLines(derived: Derived, options: TextOptions = {}): TextLine[] {
  const { events } = derived.trace;
  const times = timeWriter(options.times);
  const lines: TextLine[] = [];
  const blockedAfter = new Map(derived.blocked.map((blocked) => [blocked.endSeq, blocked]));

  const addLine = (seq: number, lastSeq = seq, change: Partial<TextLine> = {}) => {
    const event = events[lastSeq];
    if (!event) return;
    lines.push({
      seq,
      lastSeq,
      at: event.at,
      begins: beginsAt(derived, seq, event),
      thread: threadName(derived, event.thread),
      depth: depthOf(derived, seq),
      site: placeOf(derived, event),
      ...describe(derived, lastSeq, { times: options.times ?? true }),
      ...change,
    });
  };
  const addBlocked = (seq: number) => {
    const blocked = blockedAfter.get(seq);
    if (!blocked) return;
    const length = times ? ` for ${times(blocked.end - blocked.start)}` : ' for long';
    const text = `BLOCKED: nothing else could run${length}`;
    const at = blocked.end;
    const nothing = { begins: undefined, depth: 0, site: undefined, why: undefined };
    lines.push({ seq, lastSeq: seq, at, text, thread: threadName(derived, events[seq]?.thread), ...nothing });
  };

  for (let seq = 0; seq < events.length; seq++) {
    const event = events[seq];
    if (!event) continue;
    let last = seq;
    if (options.every === true || !saysNothing(derived, event)) {
      if (options.every !== true && event.type === 'task') {
        const content = contentOf(events, seq);
        const isTold = content !== undefined && isContent(content) && isAlone(events.slice(seq, content.seq));
        // What a server does at the beginning of the task is told first: the task is its effect.
        const until = content && isAlone(events.slice(seq, content.seq)) ? content.seq : 0;
        for (let i = seq + 1; i < until; i++) addLine(i, i, { begins: 'server', depth: 0 });
        last = isTold ? content.seq : Math.max(seq, until - 1);
        addLine(seq, isTold ? last : seq);
      } else addLine(seq);
    }
    for (let i = seq; i <= last; i++) addBlocked(i);
    seq = last;
  }
  return lines;
}

/** The run as text; see above. Equal traces give equal texts, whatever numbers their events carry. */
export function formatText(run: Trace | Derived, options: TextOptions = {}): string {
  const derived = understand(run);
  const times = options.times ?? true;
  const lines = textLines(derived, options);
  const placeWidth =
    2 + Math.max(12, ...new Set(lines.map(({ site }) => (site ? placeName(site).length : 0))));
  const time = (text: string) => (times ? `${text.padStart(TIME_WIDTH)}  ` : '');
  const threadWidth = 2 + Math.max(6, ...derived.workers.all.map(({ label }) => label.length));
  const isAlone = derived.workers.all.length === 0;
  const thread = (text: string) => (isAlone ? '' : text.padEnd(threadWidth));
  const out = [`${time('time')}${thread('thread')}job     ${'where'.padEnd(placeWidth)}what happened`];

  let shown = '';
  for (const [index, line] of lines.entries()) {
    if (standsApart(line, lines[index - 1])) {
      out.push('');
      shown = '';
    }
    const now = `${round(line.at)} ms`;
    const prefix =
      time(now === shown ? '' : now) +
      thread(line.thread) +
      (line.begins ?? '').padEnd(8) +
      (line.site ? placeName(line.site) : '').padEnd(placeWidth) +
      '  '.repeat(Math.min(line.depth, DEEPEST));
    shown = now;
    const [first = '', ...more] = line.text.split('\n');
    const why = line.why === undefined ? '' : `  ← ${line.why}`;
    out.push(`${prefix}${first}${more.length === 0 ? why : ''}`.trimEnd());
    // What was printed on several lines stays readable: its lines stand below each other.
    for (const [i, text] of more.entries()) {
      const last = i === more.length - 1;
      out.push(`${' '.repeat(prefix.length)}| ${text}${last ? why : ''}`.trimEnd());
    }
  }
  return `${out.join('\n')}\n`;
}

/** True for the first line of a turn, or of what happened outside while time passed. What led to a turn stands with it. */
function standsApart(line: TextLine, before: TextLine | undefined): boolean {
  if (!before || !line.begins || line.begins === 'micro') return false;
  if (line.at !== before.at) return true;
  return line.begins === 'task' && before.begins !== 'server';
}

const TIME_WIDTH = 10;
/** Deeper nesting is not indented further. */
const DEEPEST = 8;

/** True for events that say what a task is for: they share its line. */
function isContent(event: TraceEvent): boolean {
  return event.type === 'timer-fired' || event.type === 'response' || event.type === 'message-received';
}

/** True for what the lines around it show anyway: the end of something that took no time, and tasks of servers. */
function saysNothing(derived: Derived, event: TraceEvent): boolean {
  const isServers = derived.jobs[derived.jobOf[event.seq] ?? -1]?.kind === 'outside';
  if (event.type === 'task') return isServers;
  if (event.type !== 'task-end' && event.type !== 'reaction-end' && event.type !== 'listener-end')
    return false;
  return isServers || derived.trace.events[derived.beforeOf[event.seq] ?? -1]?.at === event.at;
}

function beginsAt(derived: Derived, seq: number, event: TraceEvent): TextLine['begins'] {
  const job = derived.jobs[derived.jobOf[seq] ?? -1];
  if (job?.kind === 'outside') return isServers(event) ? 'server' : 'host';
  if (job?.startSeq !== seq) return undefined;
  return job.kind === 'task' ? 'task' : 'micro';
}

/** Where it happened; for a callback that begins, where it was handed over; for an error, where it came from. */
function placeOf(derived: Derived, event: TraceEvent): Site | undefined {
  let index = event.site;
  if (event.type === 'reaction-run') index ??= findStory(derived.reactions, event.reaction)?.site;
  if (event.type === 'listener-run') index ??= findStory(derived.listeners, event.listener)?.site;
  if (index !== undefined) return derived.trace.sites[index];
  const frame = 'error' in event ? event.error.frames[0] : undefined;
  if (!frame) return undefined;
  const { file, line, column } = frame;
  return { file, line, column, endLine: line, endColumn: column };
}

function threadName(derived: Derived, thread: number | undefined): string {
  return thread === undefined ? 'main' : (findStory(derived.workers, thread)?.label ?? `worker ${thread}`);
}

/** True where no other thread has its say in between. */
function isAlone(events: readonly TraceEvent[]): boolean {
  return events.every(({ thread }) => thread === events[0]?.thread);
}

function isServers(event: TraceEvent): boolean {
  return 'server' in event && isOutside(event);
}

function depthOf(derived: Derived, seq: number): number {
  const frame = frameOf(derived, seq);
  let depth = 0;
  for (let i = frame; i >= 0 && depth <= DEEPEST; i = derived.frames[i]?.parent ?? -1) {
    if (derived.frames[i]?.kind !== 'task') depth++;
  }
  const event = derived.trace.events[seq];
  const leaves = event?.type === 'suspend' || event?.type === 'return' || event?.type === 'throw';
  return leaves && depth > 0 ? depth - 1 : depth;
}
