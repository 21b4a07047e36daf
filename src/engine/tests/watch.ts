/** Keeps count of what a program under test has pending, by what is recorded of it; and what its servers have seen. */
import type { Recorder } from '../runtime/recorder.ts';

export interface PendingTimer {
  kind: string;
  due: number;
  name: string | undefined;
}

export interface RequestRecord {
  server: string;
  what: string;
  started: number;
  finished?: number;
  aborted?: number;
}

export interface Watch {
  /** The same recorder, watched. */
  recorder: Recorder;
  timers: ReadonlyMap<number, PendingTimer>;
  /** Types of events that are listened to, by the listener's number. */
  listeners: ReadonlyMap<number, string>;
  /** Addresses of requests without an answer. */
  requests: ReadonlyMap<number, string>;
  /** Reasons of rejections nobody has handled. */
  rejections: ReadonlyMap<number, string>;
  served: readonly RequestRecord[];
}

/** `now` in virtual ms. */
export function watch(recorder: Recorder, now: () => number): Watch {
  const timers = new Map<number, PendingTimer>();
  const listeners = new Map<number, string>();
  const requests = new Map<number, string>();
  const rejections = new Map<number, string>();
  const served: RequestRecord[] = [];
  const records = new Map<number, RequestRecord>();
  const whole = () => Math.round(now());

  const watched: Recorder = {
    ...recorder,
    timerSet(timer, kind, delay, due, name, cause) {
      timers.set(timer, { kind, due, name });
      return recorder.timerSet(timer, kind, delay, due, name, cause);
    },
    timerFired(timer, cause, next) {
      const pending = timers.get(timer);
      if (pending && next !== undefined) pending.due = next;
      else timers.delete(timer);
      recorder.timerFired(timer, cause, next);
    },
    timerCleared(timer) {
      timers.delete(timer);
      recorder.timerCleared(timer);
    },
    removeListener(listener) {
      listeners.delete(listener);
      recorder.removeListener(listener);
    },
    record(event) {
      if (event.type === 'listener-added') listeners.set(event.listener, event.event);
      else if (event.type === 'request-sent') {
        requests.set(event.request, event.url);
        const record = { server: event.server, what: whatOf(event.url), started: whole() };
        records.set(event.request, record);
        served.push(record);
      } else if (event.type === 'request-finished' || event.type === 'request-aborted') {
        requests.delete(event.request);
        const record = records.get(event.request);
        if (record) record[event.type === 'request-finished' ? 'finished' : 'aborted'] = whole();
      } else if (event.type === 'unhandled-rejection') rejections.set(event.rejection, event.error.text);
      else if (event.type === 'rejection-handled') rejections.delete(event.rejection);
      return recorder.record(event);
    },
  };
  return { recorder: watched, timers, listeners, requests, rejections, served };
}

/** `https://rates.test/USD` → `USD` */
function whatOf(url: string): string {
  const { pathname, search } = new URL(url);
  return decodeURIComponent(pathname.slice(1)) + search;
}
