/**
 * All threads of one program, seen from outside: starts and ends its workers, hands their messages on, lets virtual time
 * pass, knows when there is nothing left to do, and makes one run of what they say. Pure; a host lends it its threads.
 *
 * Virtual time is the same for all: it moves on to the earliest timer of any thread once every thread is at rest and has
 * heard all that was said to it (conservative synchronisation, as in parallel discrete event simulation). What a thread
 * sends reaches the team before its word that it is at rest, so nothing can be on its way unseen. A program without
 * workers passes through untouched.
 */
import type { TraceEvent } from '../../trace/event.ts';
import type { OutputLine, RunEnd, RunMessage, RunOptions } from '../protocol.ts';
import { createMerge, type Merge } from './merge.ts';
import { mostWorkers, type TeamMessage, type ThreadMessage, type ThreadStart } from './messages.ts';

/** What the team needs of the host it works for. */
export interface TeamHost {
  /** Starts a thread with the program's modules. What it says is to be handed to `Team.hear`. */
  start(start: ThreadStart): void;
  /** @throws DOMException when something among `transfer` cannot be transferred. */
  post(thread: number, message: TeamMessage, transfer: object[]): void;
  /** Ends a thread at once; nothing it says is heard any more. */
  kill(thread: number): void;
  /** Takes what the program as a whole says. */
  say(message: RunMessage): void;
  /** Calls back after so many real ms. Returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** Monotonic ms. */
  now(): number;
}

export interface Team {
  /** A thread has said something; trace events unpacked. */
  hear(thread: number, message: RunMessage | ThreadMessage): void;
  /** Changes the pace of a `paced` run. */
  setSpeed(speed: number): void;
  /** The run is to end: from now on nothing moves, and the end of the first thread waits for those of its workers. */
  dismiss(): void;
  /** Hands out what has been held back: the run is over and was cut short. */
  cut(): void;
  /** Numbers of the threads there are. */
  threads(): number[];
}

const ticksPerMs = 100;
/** End of the virtual millisecond in which a moment lies. */
const endOf = (at: number) => Math.floor(at / ticksPerMs) * ticksPerMs + ticksPerMs - 1;

interface Member {
  thread: number;
  /** The thread that made it, and which of its workers it is. */
  maker: number;
  worker: number;
  atRest: boolean;
  due: number;
  keeps: boolean;
  /** Messages it was sent, and those it has heard. */
  told: number;
  heard: number;
  dropped: number;
  /** What it needs to start and what it was told meanwhile, as long as there are too many others; see `makeRoom`. */
  waiting: { start: ThreadStart; inbox: { message: TeamMessage; transfer: object[] }[] } | undefined;
  /**
   * Events it has sent, up to its next message: what it printed follows at once, and both are to take the same place among
   * what the others do.
   */
  recent: TraceEvent[];
}

export function createTeam(options: RunOptions, host: TeamHost): Team {
  /** Events and lines of the program's first thread, as long as it is alone. */
  let events = 0;
  let job = -1;
  let company: Company | undefined;

  return {
    hear(thread, message) {
      if (company) return company.hear(thread, message);
      if (message.type === 'worker-made') {
        company = createCompany(options, host, { events, job, at: message.at });
        company.hear(thread, message);
        return;
      }
      if (message.type === 'trace') {
        events += message.events.length;
        job = message.events.at(-1)?.job ?? job;
      }
      if (isForReaders(message)) host.say(message);
    },
    setSpeed: (speed) => company?.setSpeed(speed),
    dismiss: () => company?.dismiss(),
    cut: () => company?.cut(),
    threads: () => company?.threads() ?? [0],
  };
}

/** True for what goes to whoever asked for the run, and not to the other threads. */
export function isForReaders(message: { type: string }): message is RunMessage {
  switch (message.type) {
    case 'started':
    case 'output':
    case 'trace':
    case 'test':
    case 'refused':
    case 'ended':
      return true;
    default:
      return false;
  }
}

type Company = Omit<Team, 'threads'> & { threads(): number[] };

function createCompany(
  options: RunOptions,
  host: TeamHost,
  begun: { events: number; job: number; at: number },
): Company {
  const members = new Map<number, Member>();
  /** In which thread an end lies. */
  const owners = new Map<string, number>();
  /** By maker and number: the thread. */
  const numbers = new Map<string, number>();
  let count = 0;
  /** Threads that were started, those that are over included. */
  const begunThreads = new Set<number>();
  /** The moment all threads have reached. */
  let now = begun.at;
  let until = endOf(now);
  let speed = options.speed;
  let waiting: (() => void) | undefined;
  let nextDue = 0;
  let shown = { at: now, real: host.now() };
  let dismissed = false;
  let quiet = false;
  let end: RunEnd | undefined;
  let held: OutputLine[] = [];
  /** Lines of a later moment that were too many to keep. */
  let overflow = 0;

  /** Past the limit all have the same number, one that no thread ever has. */
  const numberOf = (maker: number, worker: number): number => {
    const key = `${maker} ${worker}`;
    let number = numbers.get(key);
    if (number === undefined) {
      if (count > mostWorkers) return count;
      number = ++count;
      numbers.set(key, number);
    }
    return number;
  };
  const merge: Merge = createMerge({
    ...begun,
    clock: options.clock,
    maxEvents: options.maxEvents,
    numberOf,
    send: (events: TraceEvent[]) => host.say({ type: 'trace', events }),
  });

  function join(thread: number, maker: number, worker: number, waiting?: Member['waiting']) {
    members.set(thread, {
      thread,
      maker,
      worker,
      waiting,
      atRest: false,
      due: -1,
      keeps: true,
      told: 0,
      heard: 0,
      dropped: 0,
      recent: [],
    });
  }
  join(0, -1, 0);

  /** Whether a thread may say where this end lies: it lies there, or nobody has spoken of it and the name is its own. */
  const disposesOf = (thread: number, end: string) =>
    owners.has(end) ? owners.get(end) === thread : end.startsWith(`${thread}:`);

  function tell(thread: number, message: TeamMessage, transfer: object[] = []) {
    const member = members.get(thread);
    if (!member) return;
    if (member.waiting) member.waiting.inbox.push({ message, transfer });
    else host.post(thread, message, transfer);
    member.told++;
    member.atRest = false;
  }

  /** Workers that run, or are being started; those that wait for a place are not among them. */
  const running = () => [...members.values()].filter(({ thread, waiting }) => thread > 0 && !waiting).length;

  /**
   * A worker too many waits until another one is over, as it does in Firefox: whether a worker that ends itself has done
   * so by the time its maker makes the next one is a matter of luck, and must not decide whether there is one.
   */
  function makeRoom(at: number) {
    for (const member of members.values()) {
      if (running() >= options.maxWorkers) return;
      const { thread, waiting } = member;
      if (!waiting) continue;
      member.waiting = undefined;
      host.start({ ...waiting.start, at: Math.max(waiting.start.at, at), until });
      for (const { message, transfer } of waiting.inbox) {
        try {
          host.post(thread, message, transfer);
        } catch (error) {
          if (message.type !== 'parcel') throw error;
          host.post(thread, { type: 'parcel-lost', to: message.to, at: message.at, until }, []);
        }
      }
    }
  }

  /** Workers still wait for a place, and nothing that could give them one is left to happen. */
  function refuseWaiting(): boolean {
    if (![...members.values()].some(({ waiting }) => waiting)) return false;
    finish({
      reason: 'limit',
      exitCode: 143,
      at: until / ticksPerMs,
      limit: { name: 'workers', value: options.maxWorkers },
    });
    return true;
  }

  /** `at`: the moment at which its place is free. */
  function leave(thread: number, at: number) {
    const member = members.get(thread);
    if (!member) return;
    take(member);
    members.delete(thread);
    if (!member.waiting) host.kill(thread);
    for (const other of [...members.values()]) if (other.maker === thread) leave(other.thread, at);
    if (end && members.size === 1) return finish(end);
    makeRoom(at);
    consider();
  }

  function take(member: Member) {
    if (member.recent.length > 0) merge.add(member.thread, member.recent);
    member.recent = [];
  }

  function finish(how: RunEnd) {
    waiting?.();
    for (const member of members.values()) take(member);
    sayLines(held);
    held = [];
    merge.finish();
    for (const { thread, waiting } of members.values()) if (thread > 0 && !waiting) host.kill(thread);
    members.clear();
    host.say({ type: 'ended', end: how });
  }

  function sayLines(lines: OutputLine[]) {
    let dropped = overflow;
    for (const member of members.values()) dropped += member.dropped;
    if (lines.length > 0 || dropped > 0) host.say({ type: 'output', lines, dropped });
  }

  /** Lines of a later virtual millisecond than all threads have reached must wait for what the others print before. */
  function print(lines: OutputLine[]) {
    if (options.clock === 'real') return sayLines(lines);
    const isDue = ({ at }: OutputLine) => at * ticksPerMs <= until + 0.5;
    const due = lines.filter(isDue);
    const later = lines.filter((line) => !isDue(line));
    const kept = later.slice(0, Math.max(0, options.maxLines - held.length));
    overflow += later.length - kept.length;
    held.push(...kept);
    sayLines(due);
  }

  /** Everything up to the moment `until` has happened. */
  function settle() {
    merge.reached(until / ticksPerMs);
    const due = held.filter(({ at }) => at * ticksPerMs <= until + 0.5);
    if (due.length === 0) return;
    held = held.filter((line) => !due.includes(line));
    // Where the moment is the same, in the order in which they were heard of.
    sayLines(due.sort((a, b) => Math.floor(a.at) - Math.floor(b.at)));
  }

  /** Lets time pass, or the program end, if nothing else can happen. */
  function consider() {
    if (waiting || dismissed || end) return;
    let due = -1;
    let keeps = false;
    for (const member of members.values()) {
      if (member.waiting) continue;
      if (!member.atRest || member.heard < member.told) return;
      keeps ||= member.keeps;
      if (member.due >= 0 && (due < 0 || member.due < due)) due = member.due;
    }
    if (due < 0 || !keeps) {
      merge.reached(until / ticksPerMs);
      if (refuseWaiting()) return;
      quiet = true;
      return tell(0, { type: 'quiet' });
    }
    // With a real clock the threads look at it themselves.
    if (options.clock === 'real') return;
    nextDue = due;
    const wait =
      options.clock === 'paced' && speed > 0
        ? shown.real + (due - shown.at) / ticksPerMs / speed - host.now()
        : 0;
    if (wait > 0) waiting = host.after(wait, pass);
    else pass();
  }

  function pass() {
    waiting = undefined;
    now = nextDue;
    until = endOf(now);
    shown = { at: now, real: host.now() };
    settle();
    for (const member of members.values())
      if (member.due >= 0 && member.due <= until) tell(member.thread, { type: 'until', until });
  }

  /** Whatever comes from a thread shows that it is at work, or has been. */
  function hear(thread: number, message: RunMessage | ThreadMessage) {
    const member = members.get(thread);
    if (!member) return;
    take(member);
    switch (message.type) {
      case 'started':
      case 'refused':
        return;
      case 'output':
        member.dropped = message.dropped;
        return print(thread > 0 ? message.lines.map((line) => ({ ...line, thread })) : message.lines);
      case 'trace':
        member.recent = message.events;
        return;
      case 'test':
        if (thread === 0) host.say(message);
        return;
      case 'ended':
        return over(member, message.end);
      case 'at-rest':
        Object.assign(member, {
          atRest: true,
          heard: message.heard,
          due: message.due,
          keeps: message.keeps,
        });
        return consider();
      case 'worker-made': {
        const made = numberOf(thread, message.worker);
        if (begunThreads.has(made)) return;
        if (count > mostWorkers)
          return finish({
            reason: 'limit',
            exitCode: 143,
            at: message.at / ticksPerMs,
            limit: { name: 'workers', value: mostWorkers },
          });
        if (!disposesOf(thread, message.here) || !disposesOf(thread, message.there)) return;
        begunThreads.add(made);
        owners.set(message.here, thread);
        owners.set(message.there, made);
        const { entry, name, label, at, epoch, here, there } = message;
        const start = { thread: made, entry, name, label, at, until, epoch, end: there, peer: here };
        const isFull = running() >= options.maxWorkers;
        join(made, thread, message.worker, isFull ? { start, inbox: [] } : undefined);
        if (!isFull) host.start(start);
        return;
      }
      case 'worker-terminated':
        return leave(numberOf(thread, message.worker), now);
      case 'parcel': {
        const { to, at, parcel } = message;
        const receiver = owners.get(to);
        for (const { end: moved, peer } of parcel.ports) {
          if (receiver !== undefined && disposesOf(thread, moved)) owners.set(moved, receiver);
          if (!owners.has(peer) && disposesOf(thread, peer)) owners.set(peer, thread);
        }
        if (receiver === undefined) return;
        try {
          const { content } = parcel;
          const message = { type: 'parcel', to, at, until, parcel } as const;
          return tell(receiver, message, content ? [content] : parcel.transfer);
        } catch {
          return tell(receiver, { type: 'parcel-lost', to, at, until });
        }
      }
      case 'port-closed': {
        const { to, at } = message;
        return tell(owners.get(to) ?? -1, { type: 'port-closed', to, at, until });
      }
      case 'worker-failed': {
        const { at, error } = message;
        const { maker, worker } = member;
        return tell(maker, { type: 'worker-failed', worker, at, until, error });
      }
    }
  }

  function over(member: Member, how: RunEnd) {
    if (member.thread > 0) {
      // A limit that one thread has reached is the program's.
      if (how.reason === 'limit' && !dismissed) return finish(how);
      return leave(member.thread, how.at * ticksPerMs);
    }
    // What its workers have said last is on its way when they were asked to end, too.
    if (dismissed && !quiet && members.size > 1) {
      end = how;
      return;
    }
    finish(how);
  }

  return {
    hear,
    setSpeed(next) {
      if (options.clock === 'paced' && speed > 0) {
        const at = shown.at + (host.now() - shown.real) * speed * ticksPerMs;
        shown = { at: waiting ? Math.min(at, nextDue) : Math.min(at, until), real: host.now() };
      }
      speed = next;
      if (!waiting) return;
      waiting();
      waiting = undefined;
      consider();
    },
    dismiss() {
      dismissed = true;
      waiting?.();
      waiting = undefined;
      // What has not begun has nothing to say.
      for (const member of [...members.values()]) if (member.waiting) members.delete(member.thread);
    },
    cut() {
      for (const member of members.values()) take(member);
      merge.finish();
      sayLines(held);
      held = [];
    },
    threads: () => [...members.keys()],
  };
}
