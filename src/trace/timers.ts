/** The timers of a run, and everything else that was put off until later. */
import type { TimerKind, TraceEvent } from './event.ts';
import { labeller, type Story } from './story.ts';

/** A timer from being armed to firing; an interval has one story for each time it fires. */
export interface TimerStory extends Story {
  timer: number;
  kind: TimerKind;
  /** Its callback's; empty when unknown. */
  name: string;
  /** In ms, as asked for. */
  delay: number;
  /** Virtual ms since the run began. */
  due: number;
  outcome: 'fired' | 'cleared' | 'open';
}

export interface Timers {
  all: TimerStory[];
  /**
   * By `seq` of the event that armed, fired or cleared a timer: index of its story; -1 for all other events.
   * When an interval fires and is armed again in one event, it is the story that ended there.
   */
  at: Int32Array;
}

const words: Record<TimerKind, string> = {
  timeout: 'timer',
  interval: 'interval',
  'abort-timeout': 'abort timeout',
  immediate: 'immediate',
  frame: 'animation frame',
  idle: 'idle callback',
  posted: 'posted task',
  sleep: 'sleep',
};

export function readTimers(events: readonly TraceEvent[]): Timers {
  const timers: Timers = { all: [], at: new Int32Array(events.length).fill(-1) };
  const pending = new Map<number, TimerStory>();
  const labels = new Map<number, string>();
  const label = labeller();

  const arm = (seq: number, timer: Omit<TimerStory, 'index' | 'from' | 'to' | 'outcome'>) => {
    const index = timers.all.length;
    const story: TimerStory = { ...timer, index, from: seq, to: Number.POSITIVE_INFINITY, outcome: 'open' };
    timers.all.push(story);
    pending.set(story.timer, story);
    return index;
  };

  for (const event of events) {
    if (event.type === 'timer-set') {
      const { timer, kind, delay, due, site, seq } = event;
      const name = event.name ?? '';
      const known = labels.get(timer) ?? label(words[kind], name);
      labels.set(timer, known);
      timers.at[seq] = arm(seq, { timer, kind, name, delay, due, label: known, site });
    } else if (event.type === 'timer-fired' || event.type === 'timer-cleared') {
      const story = pending.get(event.timer);
      if (!story) continue;
      pending.delete(event.timer);
      story.to = event.seq;
      story.outcome = event.type === 'timer-fired' ? 'fired' : 'cleared';
      timers.at[event.seq] = story.index;
      if (event.type === 'timer-fired' && event.next !== undefined) {
        const { timer, kind, name, delay, label, site } = story;
        arm(event.seq, { timer, kind, name, delay, due: event.next, label, site });
      }
    }
  }
  return timers;
}
