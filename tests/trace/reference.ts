/**
 * The state of a run worked out the slow way: every event from the beginning applied one after another, and undone by
 * beginning again. Written without a look at `src/trace/state.ts`, so that the two can disagree.
 */
import type { Trace } from '../../src/trace/event.ts';

export interface ReferenceState {
  /** By number of the timer: when it is due. */
  timers: Map<number, number>;
  /** By number of the call. */
  calls: Map<number, 'active' | 'waiting' | 'paused'>;
  requests: Map<number, { server: string; phase: 'sent' | 'started' | 'answered'; abandoned: boolean }>;
  reactions: Set<number>;
  listeners: Set<number>;
  messages: Set<number>;
  rejections: Set<number>;
  output: string[];
}

/** The state after the event `seq`. */
export function referenceState(trace: Trace, seq: number): ReferenceState {
  const state: ReferenceState = {
    timers: new Map(),
    calls: new Map(),
    requests: new Map(),
    reactions: new Set(),
    listeners: new Set(),
    messages: new Set(),
    rejections: new Set(),
    output: [],
  };
  const answered = new Set<number>();
  for (const event of trace.events.slice(0, seq + 1)) {
    switch (event.type) {
      case 'timer-set':
        state.timers.set(event.timer, event.due);
        break;
      case 'timer-fired':
        if (event.next === undefined) state.timers.delete(event.timer);
        else state.timers.set(event.timer, event.next);
        break;
      case 'timer-cleared':
        state.timers.delete(event.timer);
        break;
      case 'call':
      case 'resume':
        state.calls.set(event.call, 'active');
        break;
      case 'suspend':
        state.calls.set(event.call, event.on === 'yield' ? 'paused' : 'waiting');
        break;
      case 'return':
      case 'throw':
        state.calls.delete(event.call);
        break;
      case 'request-sent':
        state.requests.set(event.request, { server: event.server, phase: 'sent', abandoned: false });
        break;
      case 'request-started': {
        state.requests.set(event.request, {
          server: event.server,
          phase: 'started',
          abandoned: answered.has(event.request),
        });
        break;
      }
      case 'request-finished':
      case 'request-aborted':
      case 'response': {
        const request = state.requests.get(event.request);
        if (!request) break;
        if (event.type === 'response' || (event.type === 'request-aborted' && event.by === 'client')) {
          answered.add(event.request);
          request.abandoned = event.type === 'request-aborted';
        } else request.phase = 'answered';
        // What was given up on its way lives on only if a server takes it up later.
        const takenUp = trace.events.some(
          (later) => later.type === 'request-started' && later.request === event.request,
        );
        const served = request.phase === 'answered' || (request.phase === 'sent' && !takenUp);
        if (answered.has(event.request) && served) state.requests.delete(event.request);
        break;
      }
      case 'reaction-set':
        state.reactions.add(event.reaction);
        break;
      case 'reaction-run':
        state.reactions.delete(event.reaction);
        break;
      case 'listener-added':
        state.listeners.add(event.listener);
        break;
      case 'listener-removed':
        state.listeners.delete(event.listener);
        break;
      case 'message-sent':
        state.messages.add(event.message);
        break;
      case 'message-received':
        state.messages.delete(event.message);
        break;
      case 'unhandled-rejection':
        state.rejections.add(event.rejection);
        state.output.push(`Uncaught (in promise) ${event.error.text}`);
        break;
      case 'rejection-handled':
        state.rejections.delete(event.rejection);
        break;
      case 'uncaught-error':
        state.output.push(`Uncaught ${event.error.text}`);
        break;
      case 'log':
        state.output.push(event.text);
        break;
    }
  }
  return state;
}
