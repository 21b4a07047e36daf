/**
 * Events in words: one short sentence each, for readers who see the text form, hear it, or point at the picture.
 * A sentence says who did what; `why` is what let it happen.
 */
import type { Derived } from './derive.ts';
import type { EndReason, Site, TraceEvent } from './event.ts';
import { contentOf, type Frame, frameOf, type Turn } from './jobs.ts';
import { waitsForTurnOnly } from './reactions.ts';
import { hasTellingCause } from './spans.ts';
import { findStory } from './story.ts';

export interface Words {
  /** A sentence without a full stop. What was printed may make it several lines long. */
  text: string;
  /** What caused it, in the past tense; undefined when unknown or plain from the line before. */
  why: string | undefined;
}

export interface WordOptions {
  /** False leaves out every time that may differ between two runs; `rough` gives them as `roughly` does. Default true. */
  times?: boolean | 'rough';
}

/** How times are written; undefined when they are left out. */
export type TimeWriter = ((ms: number) => string) | undefined;

export const timeWriter = (times: WordOptions['times'] = true): TimeWriter =>
  times === 'rough' ? roughly : times ? milliseconds : undefined;

/** `4.5 ms`: at most two decimals. */
export function milliseconds(ms: number): string {
  return `${round(ms)} ms`;
}

/** At most two decimals, as text. */
export function round(ms: number): string {
  return String(Math.round(ms * 100) / 100);
}

/**
 * A time as a glance wants it: `610 ms` for 610.02, `60 ms` for 60.06. What reading the clock costs (0.01 ms each time) is seen only where
 * everything else is as short.
 */
export function roughly(ms: number): string {
  const decimals = ms >= 10 ? 0 : 2;
  return `${Number(ms.toFixed(decimals))} ms`;
}

/** `main.ts:4`, 1-based as readers count. */
export function placeName(site: Site): string {
  return `${site.file}:${site.line + 1}`;
}

/** What a task is for: `timer 2 (tick)`, `answer to request 1`, `program`. */
export function taskLabel(derived: Derived, turn: Turn): string {
  const content = contentOf(derived.trace.events, turn.startSeq);
  if (content?.type === 'timer-fired') {
    return derived.timers.all[derived.timers.at[content.seq] ?? -1]?.label ?? 'timer';
  }
  if (content?.type === 'response') return `answer to ${requestName(derived, content.request)}`;
  if (content?.type === 'message-received') return messageName(derived, content.message);
  if (content?.type === 'listener-run') return `event ${content.event}`;
  return turn.name ? `${turn.kind} (${turn.name})` : turn.kind;
}

/** What to call a frame: the call, the callback or the task it belongs to. */
export function frameLabel(derived: Derived, frame: Frame): string {
  switch (frame.kind) {
    case 'call':
      return callName(derived, frame.id);
    case 'reaction':
      return reactionName(derived, frame.id);
    case 'listener':
      return listenerName(derived, frame.id);
    case 'task': {
      const turn = derived.turns[derived.turnOf[frame.startSeq] ?? -1];
      return turn ? taskLabel(derived, turn) : 'task';
    }
  }
}

/** Who did what the event `seq` says: the innermost known function that was running, by its name if it has one. */
export function actor(derived: Derived, seq: number): string {
  const frame = derived.frames[frameOf(derived, seq)];
  const program = findStory(derived.workers, derived.trace.events[seq]?.thread ?? 0)?.label ?? 'the program';
  if (!frame) return program;
  if (frame.kind === 'reaction')
    return findStory(derived.reactions, frame.id)?.name || frameLabel(derived, frame);
  if (frame.kind !== 'task') return frameLabel(derived, frame);
  const turn = derived.turns[derived.turnOf[frame.startSeq] ?? -1];
  if (!turn || turn.kind === 'program') return program;
  const content = contentOf(derived.trace.events, frame.startSeq);
  const timer = derived.timers.all[derived.timers.at[content?.seq ?? -1] ?? -1];
  // Nobody's callback runs for these: the host itself acts.
  if (timer?.kind === 'abort-timeout' || timer?.kind === 'sleep') return timer.label;
  return timer?.name || turn.name || `${taskLabel(derived, turn)}'s callback`;
}

/** Says what happened at `seq`, and why. */
export function describe(derived: Derived, seq: number, options: WordOptions = {}): Words {
  const event = derived.trace.events[seq];
  if (!event) return { text: '', why: undefined };
  const times = timeWriter(options.times);
  return { text: sentence(derived, event, times), why: reason(derived, event, times) };
}

function sentence(derived: Derived, event: TraceEvent, times: TimeWriter): string {
  const who = () => actor(derived, event.seq);
  const after = (since: number | undefined) => {
    const length = since === undefined ? 0 : event.at - (derived.trace.events[since]?.at ?? event.at);
    return times && length > 0 ? ` after ${times(length)}` : '';
  };
  const timer = () => derived.timers.all[derived.timers.at[event.seq] ?? -1];

  switch (event.type) {
    case 'task':
      if (event.kind === 'program')
        return `${findStory(derived.workers, event.thread ?? 0)?.label ?? 'the program'} starts`;
      return `a task begins: ${event.name ? `${event.kind} (${event.name})` : event.kind}`;
    case 'task-end': {
      const turn = derived.turns[derived.turnOf[event.seq] ?? -1];
      return `the task's callback is done${after(turn?.startSeq)}`;
    }
    case 'call': {
      const name = callName(derived, event.call);
      const caller = derived.frames[frameOf(derived, event.seq)];
      return event.kind === 'module' || !caller ? `${name} begins` : `${name} begins, called by ${who()}`;
    }
    case 'suspend': {
      const name = callName(derived, event.call);
      if (event.on === 'yield') return `${name} hands out a value and pauses (yield)`;
      if (event.on === 'for-await') return `${name} waits for the next item (for await)`;
      if (event.on === 'dispose') return `${name} waits for the clean-up (await using)`;
      return `${name} waits (await)`;
    }
    case 'resume': {
      const suspend = derived.calls.suspendOf[event.seq] ?? -1;
      const how =
        event.with === 'return' ? 'to return' : event.with === 'error' ? 'with an error' : 'with a value';
      return `${callName(derived, event.call)} goes on ${how}${after(suspend < 0 ? undefined : suspend)}`;
    }
    case 'return': {
      const call = findStory(derived.calls, event.call);
      return call?.kind === 'module' ? `${call.label} is done` : `${callName(derived, event.call)} returns`;
    }
    case 'throw':
      return `${callName(derived, event.call)} throws ${event.error.text}`;
    case 'timer-set': {
      const name = timer()?.label ?? 'a timer';
      const delay = milliseconds(event.delay);
      if (event.kind === 'interval') return `${who()} sets ${name}: every ${delay}`;
      if (event.kind === 'sleep') return `${who()} starts ${name}: ${delay}`;
      if (event.kind === 'timeout' || event.kind === 'abort-timeout')
        return `${who()} sets ${name}: ${delay}`;
      return `${who()} asks for ${name}`;
    }
    case 'timer-fired': {
      const story = timer();
      const late = story ? event.at - story.due : 0;
      const lateness = times && late >= 0.5 ? `, ${times(late)} late` : '';
      return `${story?.label ?? 'a timer'} fires${lateness}`;
    }
    case 'timer-cleared':
      return `${who()} clears ${timer()?.label ?? 'a timer'}`;
    case 'reaction-set': {
      const name = reactionName(derived, event.reaction);
      return event.kind === 'queueMicrotask' || event.kind === 'nextTick'
        ? `${who()} queues ${name}`
        : `${who()} adds ${name}`;
    }
    case 'reaction-run': {
      const how = event.with === 'nothing' ? '' : event.with === 'error' ? ' with an error' : ' with a value';
      return `${reactionName(derived, event.reaction)} runs${how}`;
    }
    case 'reaction-end': {
      const run = findStory(derived.reactions, event.reaction)?.run ?? -1;
      return `${reactionName(derived, event.reaction)} is done${after(run < 0 ? undefined : run)}`;
    }
    case 'request-sent':
      return `${who()} sends ${requestName(derived, event.request)}: ${event.method} ${event.url}`;
    case 'request-started':
    case 'request-finished': {
      const story = findStory(derived.requests, event.request);
      const name = requestName(derived, event.request);
      const abandoned =
        story !== undefined && story.abortedByClient >= 0 && story.abortedByClient < event.seq;
      if (event.type === 'request-started') {
        return `${event.server} takes up ${name}${after(story?.from)}${abandoned ? ', though nobody waits for it' : ''}`;
      }
      const unheard = abandoned ? '; nobody waits for it' : '';
      return `${event.server} finishes ${name} with ${event.status}${after(story?.started)}${unheard}`;
    }
    case 'request-aborted':
      return `${event.by === 'server' ? event.server : who()} gives up ${requestName(derived, event.request)}`;
    case 'response': {
      const name = requestName(derived, event.request);
      return event.status === 0 ? `${name} fails: no answer` : `answer to ${name} arrives: ${event.status}`;
    }
    case 'listener-added':
      return `${who()} listens for ${event.event} on ${event.target}: ${listenerName(derived, event.listener)}`;
    case 'listener-run':
      return `${listenerName(derived, event.listener)} runs`;
    case 'listener-end':
      return `${listenerName(derived, event.listener)} is done`;
    case 'listener-removed':
      return `${listenerName(derived, event.listener)} is removed`;
    case 'message-sent':
      return `${who()} sends ${messageName(derived, event.message)} to ${receiverName(derived, event)}`;
    case 'message-received':
      return `${messageName(derived, event.message)} arrives at ${receiverName(derived, event)}`;
    case 'worker-made':
      return `${who()} makes the worker ${event.name}`;
    case 'worker-ended':
      return event.by === 'itself'
        ? `${who()} closes the worker it is`
        : `${who()} ends the worker ${findStory(derived.workers, event.worker)?.label ?? ''}`.trimEnd();
    case 'log':
      return `${who()} prints${event.level === 'log' ? '' : ` (${event.level})`}:${event.text.includes('\n') ? '\n' : ' '}${event.text}`;
    case 'mark':
      return `mark ${event.number}: ${event.label}`;
    case 'abort':
      return `${who()} aborts a signal: ${event.reason}`;
    case 'uncaught-error':
      return `UNCAUGHT ${event.error.text}`;
    case 'unhandled-rejection':
      return `UNHANDLED REJECTION ${event.error.text}`;
    case 'rejection-handled':
      return 'an unhandled rejection is handled after all';
    case 'truncated':
      return `recording stopped: ${event.dropped} more events were not kept`;
    case 'end': {
      const code = event.exitCode === 0 ? '' : ` (exit code ${event.exitCode})`;
      return `${endWords(event.reason)}${code}`;
    }
  }
}

function endWords(reason: EndReason): string {
  switch (reason) {
    case 'quiet':
      return 'the run is over: nothing is left to do';
    case 'stuck':
      return 'the run is stuck: what is awaited can no longer happen';
    case 'error':
      return 'the run is over: nobody caught an error';
    case 'exit':
      return 'the run is over: the program asked for it';
    case 'stopped':
      return 'the run was stopped by its reader';
    case 'limit':
      return 'the run was stopped: it reached a limit';
  }
}

/** Why something went on that waited for nothing the trace knows of, but for the microtasks before it. */
const ITS_TURN = 'its turn came';

function reason(derived: Derived, event: TraceEvent, times: TimeWriter): string | undefined {
  const cause = event.cause === undefined ? undefined : derived.trace.events[event.cause];
  if (!cause || !hasTellingCause(event)) return undefined;
  const when = times && cause.at !== event.at ? ` at ${times(cause.at)}` : '';
  if (event.type === 'timer-fired' && cause.type === 'timer-set') {
    const site = cause.site === undefined ? undefined : derived.trace.sites[cause.site];
    return `set${site ? ` in ${placeName(site)}` : ''}${when}`;
  }
  if (event.type === 'resume' && cause.type === 'suspend' && cause.call === event.call) {
    return cause.on === 'yield' ? 'more was asked for' : ITS_TURN;
  }
  if (event.type === 'reaction-run' && cause.type === 'reaction-set' && cause.reaction === event.reaction) {
    return waitsForTurnOnly(cause.kind) ? undefined : ITS_TURN;
  }
  // A request's own steps follow each other in any case.
  const isServers = event.type === 'request-started' || event.type === 'request-finished';
  if (isServers && 'request' in cause && cause.request === event.request) return undefined;
  return `${past(derived, cause)}${when}`;
}

/** The cause of something, in the past tense. */
function past(derived: Derived, cause: TraceEvent): string {
  switch (cause.type) {
    case 'task': {
      const turn = derived.turns[derived.turnOf[cause.seq] ?? -1];
      const label = turn ? taskLabel(derived, turn) : 'task';
      if (cause.kind === 'program') return 'the program started';
      return cause.kind === 'network' ? `${label} arrived` : `${label} began`;
    }
    case 'task-end':
      return 'the task ended';
    case 'call':
      return `${callName(derived, cause.call)} began`;
    case 'suspend':
      return `${callName(derived, cause.call)} ${cause.on === 'yield' ? 'handed out a value' : 'paused'}`;
    case 'resume':
      return `${callName(derived, cause.call)} went on`;
    case 'return':
      return `${callName(derived, cause.call)} ${findStory(derived.calls, cause.call)?.kind === 'module' ? 'was done' : 'returned'}`;
    case 'throw':
      return `${callName(derived, cause.call)} threw`;
    case 'timer-set':
      return `${timerName(derived, cause.seq)} was set`;
    case 'timer-fired':
      return `${timerName(derived, cause.seq)} fired`;
    case 'timer-cleared':
      return `${timerName(derived, cause.seq)} was cleared`;
    case 'reaction-set':
      return `${reactionName(derived, cause.reaction)} was added`;
    case 'reaction-run':
      return `${reactionName(derived, cause.reaction)} ran`;
    case 'reaction-end':
      return `${reactionName(derived, cause.reaction)} was done`;
    case 'request-sent':
      return `${requestName(derived, cause.request)} was sent`;
    case 'request-started':
      return `${cause.server} took up ${requestName(derived, cause.request)}`;
    case 'request-finished':
      return `${cause.server} finished ${requestName(derived, cause.request)}`;
    case 'request-aborted':
      return `${requestName(derived, cause.request)} was given up`;
    case 'response':
      return cause.status === 0
        ? `${requestName(derived, cause.request)} failed`
        : `answer to ${requestName(derived, cause.request)} arrived`;
    case 'listener-added':
      return `${listenerName(derived, cause.listener)} was added`;
    case 'listener-run':
      return `${listenerName(derived, cause.listener)} ran`;
    case 'listener-end':
      return `${listenerName(derived, cause.listener)} was done`;
    case 'listener-removed':
      return `${listenerName(derived, cause.listener)} was removed`;
    case 'message-sent':
      return `${messageName(derived, cause.message)} was sent`;
    case 'message-received':
      return `${messageName(derived, cause.message)} arrived`;
    case 'worker-made':
      return `the worker ${cause.name} was made`;
    case 'worker-ended':
      return 'a worker was ended';
    case 'abort':
      return 'a signal was aborted';
    case 'log':
      return 'something was printed';
    case 'mark':
      return `mark ${cause.number} was reached`;
    case 'uncaught-error':
      return 'an error was not caught';
    case 'unhandled-rejection':
      return 'a rejection was not handled';
    case 'rejection-handled':
      return 'a rejection was handled';
    case 'truncated':
    case 'end':
      return 'the recording ended';
  }
}

function callName(derived: Derived, call: number): string {
  return findStory(derived.calls, call)?.label ?? 'a call';
}

function timerName(derived: Derived, seq: number): string {
  return derived.timers.all[derived.timers.at[seq] ?? -1]?.label ?? 'a timer';
}

function reactionName(derived: Derived, reaction: number): string {
  return findStory(derived.reactions, reaction)?.label ?? 'a callback';
}

function requestName(derived: Derived, request: number): string {
  return findStory(derived.requests, request)?.label ?? 'a request';
}

function listenerName(derived: Derived, listener: number): string {
  return findStory(derived.listeners, listener)?.label ?? 'a listener';
}

/** Who a message is for: a channel, or, where it is a worker's own and leads back, the one that made the worker. */
function receiverName(derived: Derived, event: TraceEvent & { message: number; channel: string }): string {
  const story = findStory(derived.messages, event.message);
  const sender = findStory(derived.workers, story?.sender ?? 0);
  if (sender?.label !== event.channel) return event.channel;
  return findStory(derived.workers, sender.maker)?.label ?? 'main';
}

function messageName(derived: Derived, message: number): string {
  return findStory(derived.messages, message)?.label ?? 'a message';
}
