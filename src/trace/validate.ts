/** Checks that a trace can be true: what every run of every program must obey. */
import type { Trace, TraceEvent } from './event.ts';
import { isOutside } from './jobs.ts';

/** A way in which a trace contradicts itself or its contract in `event.ts`. */
export interface TraceProblem {
  /** The event at which it shows; the trace's length when something is missing at its end. */
  seq: number;
  /** Which part of the contract. */
  rule:
    | 'order'
    | 'place'
    | 'cause'
    | 'task'
    | 'call'
    | 'timer'
    | 'reaction'
    | 'request'
    | 'listener'
    | 'message'
    | 'rejection'
    | 'worker'
    | 'end';
  /** One sentence: what is wrong, with the numbers that show it. */
  message: string;
}

/** All problems of a trace, in order of events; none for a trace that keeps its contract. */
export function checkTrace(trace: Trace): TraceProblem[] {
  const problems: TraceProblem[] = [];
  const checks = [
    checkOrder(),
    checkPlaces(trace),
    checkTasks(),
    checkCalls(),
    checkTimers(),
    checkReactions(),
    checkRequests(),
    checkListeners(),
    checkMessages(),
    checkRejections(),
    checkWorkers(),
    checkEnd(),
  ];
  for (const event of trace.events) {
    for (const { rule, check } of checks) {
      check(event, (message, as = rule) => problems.push({ seq: event.seq, rule: as, message }));
    }
  }
  const last = trace.events.at(-1);
  if (last?.type !== 'end') {
    problems.push({
      seq: trace.events.length,
      rule: 'end',
      message: 'The trace does not end with an `end` event.',
    });
  }
  return problems;
}

type Rule = TraceProblem['rule'];
type Report = (message: string, as?: Rule) => void;
interface Check {
  rule: Rule;
  check(event: TraceEvent, report: Report): void;
}

function checkOrder(): Check {
  let before: TraceEvent | undefined;
  /** By thread: the last job. */
  const jobs = new Map<number, number>();
  return {
    rule: 'order',
    check(event, report) {
      const expected = before ? before.seq + 1 : 0;
      if (event.seq !== expected) report(`\`seq\` is ${event.seq}, expected ${expected}.`);
      if (!Number.isFinite(event.at) || event.at < 0)
        report(`\`at\` is ${event.at}, expected a time from 0 on.`);
      if (!Number.isInteger(event.job) || event.job < 0) {
        report(`\`job\` is ${event.job}, expected a whole number from 0 on.`);
      }
      if (before && event.at < before.at) report(`Time goes back from ${before.at} to ${event.at} ms.`);
      const job = jobs.get(event.thread ?? 0) ?? -1;
      if (event.job < job) report(`Jobs go back from ${job} to ${event.job}.`);
      jobs.set(event.thread ?? 0, event.job);
      before = event;
    },
  };
}

function checkPlaces({ sites, events }: Trace): Check {
  return {
    rule: 'place',
    check({ site, cause, seq }, report) {
      if (site !== undefined && !sites[site])
        report(`It refers to site ${site}, but there are ${sites.length}.`);
      if (cause !== undefined && (!events[cause] || cause >= seq)) {
        report(`Its cause is event ${cause}, which did not come before it.`, 'cause');
      }
    },
  };
}

/** Tasks follow each other in each thread; threads run side by side. */
function checkTasks(): Check {
  const threads = new Map<number, Check['check']>();
  return {
    rule: 'task',
    check(event, report) {
      const thread = event.thread ?? 0;
      const check = threads.get(thread) ?? checkTasksOfThread();
      threads.set(thread, check);
      check(event, report);
    },
  };
}

function checkTasksOfThread(): Check['check'] {
  /** Job of the task whose callback is running; -1 for none. */
  let running = -1;
  let lastJob = -1;
  return (event, report) => {
    if (event.type === 'task') {
      if (running >= 0) report(`A task begins, but the one of job ${running} has not ended.`);
      if (event.job <= lastJob) report(`A task begins in job ${event.job}, which had begun before.`);
      running = event.job;
    } else if (event.type === 'task-end') {
      if (running < 0) report('A task ends, but none had begun.');
      else if (event.job !== running) report(`The task of job ${running} ends in job ${event.job}.`);
      running = -1;
    } else if (event.type === 'end') {
      running = -1;
    } else if (running >= 0 && event.job !== running) {
      report(`Job ${event.job} begins, but the task of job ${running} has not ended.`);
      running = -1;
    } else if (lastJob < 0 && !isOutside(event)) {
      report(`The first event must be a task, found \`${event.type}\`.`);
    }
    lastJob = Math.max(lastJob, event.job);
  };
}

function checkWorkers(): Check {
  const states = new Map<number, 'made' | 'ended'>();
  return {
    rule: 'worker',
    check(event, report) {
      if (event.thread !== undefined && !states.has(event.thread))
        report(`Worker ${event.thread} does something, but it was never made.`);
      if (event.type === 'worker-made') {
        if (states.has(event.worker)) report(`Worker ${event.worker} is made twice.`);
        states.set(event.worker, 'made');
      } else if (event.type === 'worker-ended') {
        if (!states.has(event.worker)) report(`Worker ${event.worker} was never made.`);
        states.set(event.worker, 'ended');
      }
    },
  };
}

function checkCalls(): Check {
  const states = new Map<
    number,
    { state: 'running' | 'suspended' | 'over'; generator: boolean; job: number; on: string }
  >();
  return {
    rule: 'call',
    check(event, report) {
      if (event.type === 'call') {
        if (states.has(event.call)) report(`Call ${event.call} begins twice.`);
        const parent = event.parent === undefined ? undefined : states.get(event.parent);
        if (event.parent !== undefined && parent?.state !== 'running') {
          report(
            `Call ${event.call} names call ${event.parent} as its parent, which ${parent ? `is ${parent.state}` : 'never began'}.`,
          );
        }
        const generator = event.kind === 'generator' || event.kind === 'async-generator';
        states.set(event.call, { state: 'running', generator, job: event.job, on: '' });
        return;
      }
      if (
        event.type !== 'suspend' &&
        event.type !== 'resume' &&
        event.type !== 'return' &&
        event.type !== 'throw'
      )
        return;
      const call = states.get(event.call);
      if (!call) {
        report(`Call ${event.call} never began.`);
        return;
      }
      const is = `Call ${event.call} is ${call.state}`;
      switch (event.type) {
        case 'suspend':
          if (call.state !== 'running') report(`${is} and cannot be suspended.`);
          call.state = 'suspended';
          call.job = event.job;
          call.on = event.on;
          break;
        case 'resume':
          if (call.state !== 'suspended') report(`${is} and cannot be resumed.`);
          else if (call.on !== 'yield' && event.job === call.job) {
            report(
              `Call ${event.call} goes on after \`${call.on}\` in the job it was suspended in, ${call.job}.`,
            );
          }
          call.state = 'running';
          break;
        default:
          // A generator may be closed where it stands.
          if (call.state === 'over' || (call.state === 'suspended' && !call.generator))
            report(`${is} and cannot end.`);
          call.state = 'over';
      }
    },
  };
}

/** Times are sums of hundredths of a millisecond, and sums of such numbers are not exact. */
const TOLERANCE = 0.005;

function checkTimers(): Check {
  const due = new Map<number, number>();
  return {
    rule: 'timer',
    check(event, report) {
      if (event.type === 'timer-set') {
        if (due.has(event.timer)) report(`Timer ${event.timer} is set, but it is pending already.`);
        due.set(event.timer, event.due);
      } else if (event.type === 'timer-fired') {
        const planned = due.get(event.timer);
        if (planned === undefined) report(`Timer ${event.timer} fires, but it is not pending.`);
        else if (event.at < planned - TOLERANCE)
          report(`Timer ${event.timer} fires at ${event.at} ms, before it is due at ${planned} ms.`);
        if (event.next === undefined) due.delete(event.timer);
        else due.set(event.timer, event.next);
      } else if (event.type === 'timer-cleared') {
        if (!due.delete(event.timer)) report(`Timer ${event.timer} is cleared, but it is not pending.`);
      }
    },
  };
}

function checkReactions(): Check {
  const states = new Map<number, { state: 'set' | 'running' | 'over'; job: number }>();
  return {
    rule: 'reaction',
    check(event, report) {
      if (event.type === 'reaction-set') {
        if (states.has(event.reaction)) report(`Reaction ${event.reaction} is set twice.`);
        states.set(event.reaction, { state: 'set', job: event.job });
      } else if (event.type === 'reaction-run' || event.type === 'reaction-end') {
        const reaction = states.get(event.reaction);
        const expected = event.type === 'reaction-run' ? 'set' : 'running';
        if (reaction?.state !== expected) {
          report(
            `Reaction ${event.reaction} must be ${expected} before \`${event.type}\`, but it ${reaction ? `is ${reaction.state}` : 'was never set'}.`,
          );
        }
        if (!reaction) return;
        if (event.type === 'reaction-run' && reaction.job === event.job) {
          report(`Reaction ${event.reaction} runs in the job it was set in, ${event.job}.`);
        }
        reaction.state = event.type === 'reaction-run' ? 'running' : 'over';
      }
    },
  };
}

function checkRequests(): Check {
  const steps = new Map<number, Set<string>>();
  return {
    rule: 'request',
    check(event, report) {
      if (!('request' in event)) return;
      const seen = steps.get(event.request);
      if (event.type === 'request-sent') {
        if (seen) report(`Request ${event.request} is sent twice.`);
        else steps.set(event.request, new Set(['request-sent']));
        return;
      }
      if (!seen) {
        report(`Request ${event.request} was never sent.`);
        return;
      }
      const step = event.type === 'request-aborted' ? `aborted by ${event.by}` : event.type;
      const tell = (after: string) => report(`Request ${event.request}: \`${step}\` after \`${after}\`.`);
      if (seen.has(step)) tell(step);
      const over = ['request-finished', 'aborted by server'].filter((end) => seen.has(end));
      if (step === 'request-finished' && !seen.has('request-started')) tell('request-sent');
      if (step === 'request-started' || step === 'request-finished')
        for (const end of over) if (end !== step) tell(end);
      if (step === 'response' && seen.has('aborted by client')) tell('aborted by client');
      if (step === 'aborted by client' && seen.has('response') && seen.has('request-finished'))
        tell('response');
      seen.add(step);
    },
  };
}

function checkListeners(): Check {
  const added = new Set<number>();
  const removed = new Set<number>();
  return {
    rule: 'listener',
    check(event, report) {
      if (!('listener' in event)) return;
      if (event.type === 'listener-added') {
        if (added.has(event.listener)) report(`Listener ${event.listener} is added twice.`);
        added.add(event.listener);
        return;
      }
      if (!added.has(event.listener)) report(`Listener ${event.listener} was never added.`);
      if (event.type !== 'listener-removed') return;
      if (removed.has(event.listener)) report(`Listener ${event.listener} is removed twice.`);
      removed.add(event.listener);
    },
  };
}

function checkMessages(): Check {
  const sent = new Set<number>();
  return {
    rule: 'message',
    check(event, report) {
      if (event.type === 'message-sent') {
        if (sent.has(event.message)) report(`Message ${event.message} is sent twice.`);
        sent.add(event.message);
      } else if (event.type === 'message-received' && !sent.has(event.message)) {
        // A broadcast is received as often as somebody listens.
        report(`Message ${event.message} was never sent.`);
      }
    },
  };
}

function checkRejections(): Check {
  const reported = new Set<number>();
  return {
    rule: 'rejection',
    check(event, report) {
      if (event.type === 'unhandled-rejection') {
        if (reported.has(event.rejection)) report(`Rejection ${event.rejection} is reported twice.`);
        reported.add(event.rejection);
      } else if (event.type === 'rejection-handled' && !reported.has(event.rejection)) {
        report(`Rejection ${event.rejection} is handled, but it was never reported.`);
      }
    },
  };
}

function checkEnd(): Check {
  let ended = false;
  let truncated = false;
  return {
    rule: 'end',
    check(event, report) {
      if (ended) report(`\`${event.type}\` follows the \`end\`.`);
      else if (truncated && event.type !== 'end') report(`\`${event.type}\` follows \`truncated\`.`);
      if (event.type === 'end') ended = true;
      if (event.type === 'truncated') {
        truncated = true;
        if (!(event.dropped > 0)) report(`\`dropped\` is ${event.dropped}, expected a number above 0.`);
      }
    },
  };
}
