/** Larger traces than anybody writes by hand, as test data. */
import type { Trace } from '../../../src/trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';

/** So many calls of an async function that sleeps for 100 ms, all at once. */
export function sleepers(count: number): Trace {
  const r = new Recorder();
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const open = Array.from({ length: count }, () => {
    const call = r.call('sleeper', 'async', 2, main);
    const timer = r.timerSet(100, { line: 3 });
    const set = r.lastSeq;
    r.suspend(call, 3);
    return { call, timer, set };
  });
  r.suspend(main, 6);
  r.taskEnd();
  r.pass(100);
  let returned = -1;
  for (const [i, { call, timer, set }] of open.entries()) {
    r.task('timer', { cause: set });
    const fired = r.timerFired(timer, { cause: set });
    r.taskEnd();
    r.micro().resume(call, { line: 3, cause: fired });
    if (i % 97 === 5) r.throw(call, 'overslept', { line: 4 });
    else returned = r.return(call, { line: 4 });
  }
  r.micro().resume(main, { line: 6, cause: returned });
  r.log(`${count} have slept`, 7);
  r.return(main);
  return r.end();
}

/** Ten workers that ask a server one thing after the other, until there are at least so many events. */
export function workers(events: number): Trace {
  const r = new Recorder();
  const server = 'rates.test';
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const begin = (worker: number) => {
    const call = r.call('rate', 'async', 5, worker);
    const request = r.requestSent(server, '/USD', { line: 6 });
    const started = r.requestStarted(request, server, r.lastSeq);
    r.suspend(call, 6);
    r.suspend(worker, 3);
    return { call, request, started };
  };
  const open = Array.from({ length: 10 }, () => {
    const worker = r.call('worker', 'async', 2, main);
    return { worker, ...begin(worker) };
  });
  r.suspend(main, 9);
  r.taskEnd();
  for (let turn = 0; r.lastSeq < events - 1; turn++) {
    const work = open[turn % open.length];
    if (!work) break;
    const finished = r.pass(3 + (turn % 7)).requestFinished(work.request, server, work.started);
    r.task('network', { cause: finished });
    const response = r.response(work.request, { cause: finished });
    r.taskEnd();
    r.micro().resume(work.call, { line: 6, cause: response });
    const returned = r.return(work.call, { line: 7 });
    r.micro().resume(work.worker, { line: 3, cause: returned });
    if (turn % 5 === 0) r.log(`answer ${turn}`, 3);
    Object.assign(work, begin(work.worker));
  }
  return r.end('limit');
}
