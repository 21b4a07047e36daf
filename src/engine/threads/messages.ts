/**
 * What the threads of one program and the team around them (see `team.ts`) tell each other. A thread is known by its
 * number: 0 is the program's first, its workers count from 1 in the order in which they were made. Moments are in ticks
 * of the clock (`clock.ts` of the runtime) since the run began.
 *
 * Threads never talk to each other directly. A message is a parcel for one end of a channel; only the team knows in
 * which thread that end lies, for ports can be handed on.
 */
import type { ErrorReport } from '../../trace/event.ts';

/** What the runtime of a worker is told when it starts; the program's first thread is told nothing. */
export interface ThreadStart {
  thread: number;
  /** Name of the module it runs. */
  entry: string;
  /** What the worker was called by the one that made it; empty if it was given no name. */
  name: string;
  /** What the trace calls it. */
  label: string;
  /** The moment at which it was made. */
  at: number;
  /** See `Until`. */
  until: number;
  /** With a real clock: the real moment, in ms since 1970, at which the run began. */
  epoch: number;
  /** The two ends of the channel to the one that made it: here, and there. */
  end: string;
  peer: string;
}

/** A message between threads, cloned when it was posted. */
export interface Parcel {
  value: unknown;
  /** Number of the message in the trace. */
  message: number;
  /** What the trace calls the channel. */
  channel: string;
  /** Everything that is transferred with it, ports included. */
  transfer: object[];
  /** Ports among it, and what is needed to go on using them elsewhere. */
  ports: PortParcel[];
  /**
   * A port on which value, ports and whatever else is transferred wait for the receiver, when they are too costly to be copied on
   * the way; `value` is then null, and neither `transfer` nor the ports' entries have them. Null when there is none.
   */
  content: MessagePort | null;
}

export interface PortParcel {
  /** Absent when it waits with the parcel's content. */
  port?: MessagePort;
  /** The end it stands for, and the other end of the channel. */
  end: string;
  peer: string;
  channel: string;
}

/** What a thread says to the team. */
export type ThreadMessage =
  /** It has made a worker, its `worker`th. */
  | {
      type: 'worker-made';
      worker: number;
      entry: string;
      name: string;
      label: string;
      at: number;
      epoch: number;
      /** The two ends of the channel between them: here, and in the worker. */
      here: string;
      there: string;
    }
  | { type: 'worker-terminated'; worker: number }
  | { type: 'parcel'; to: string; at: number; parcel: Parcel }
  /** The end's peer has been closed. */
  | { type: 'port-closed'; to: string; at: number }
  /**
   * Nothing is left to do here up to the moment until which time may pass. `heard`: how many messages of the team that
   * can make it do something have reached it. `due`: the moment of its next timer, -1 for none. `keeps`: whether
   * something here keeps the program alive.
   */
  | { type: 'at-rest'; heard: number; due: number; keeps: boolean }
  /** An error nobody caught in a worker: the one that made it is to hear of it. */
  | { type: 'worker-failed'; at: number; error: ErrorReport };

/**
 * Up to which moment a thread may go on by itself: the end of the virtual millisecond that all threads have reached.
 * Within it they really run side by side.
 */
interface Until {
  until: number;
}

/** What the team says to a thread; each counts as heard. */
export type TeamMessage =
  | (Until & { type: 'until' })
  | (Until & { type: 'parcel'; to: string; at: number; parcel: Parcel })
  /** A parcel could not be read on the way. */
  | (Until & { type: 'parcel-lost'; to: string; at: number })
  | (Until & { type: 'port-closed'; to: string; at: number })
  | (Until & { type: 'worker-failed'; worker: number; at: number; error: ErrorReport })
  /** No thread has anything left to do. */
  | { type: 'quiet' };

/** Messages of a team are told from the others by their type. */
export const teamMessages: Record<TeamMessage['type'], true> = {
  until: true,
  parcel: true,
  'parcel-lost': true,
  'port-closed': true,
  'worker-failed': true,
  quiet: true,
};

/**
 * Where there may be workers, each thread numbers its messages from `thread` times this on, so that a message keeps its
 * number wherever it is received; and what workers number otherwise is counted from here in a merged trace.
 */
export const numbersPerThread = 10_000_000;
/** So many messages can a thread send to others. */
export const mostParcels = 40_000;
/** So many workers can a run make, one after the other. */
export const mostWorkers = 100;
