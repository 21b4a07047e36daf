/** `node tests/trace/bench.ts`: how long it takes to understand traces of 100,000 events. Prints; asserts nothing. */
import { derive } from '../../src/trace/derive.ts';
import type { Trace } from '../../src/trace/event.ts';
import { toTraceEventFormat } from '../../src/trace/perfetto.ts';
import { stateAt } from '../../src/trace/state.ts';
import { summarise } from '../../src/trace/summarise.ts';
import { formatText } from '../../src/trace/text.ts';
import { checkTrace } from '../../src/trace/validate.ts';
import { Recorder } from './recorder.ts';

const LENGTH = 100_000;

/** Ten workers that fetch one thing after another, each answer printed. */
function tenWorkers(): Trace {
  const r = new Recorder();
  const server = 'rates.test';
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const workers = Array.from({ length: 10 }, () => {
    const worker = r.call('worker', 'async', 2, main);
    const call = r.call('rate', 'async', 5, worker);
    const request = r.requestSent(server, '/USD', { line: 6 });
    r.suspend(call, 6);
    r.suspend(worker, 3);
    return { worker, call, request };
  });
  r.suspend(main, 9);
  r.taskEnd();
  for (let turn = 0; r.lastSeq < LENGTH; turn++) {
    const work = workers[turn % workers.length];
    if (!work) break;
    const started = r.pass(1).requestStarted(work.request, server);
    const finished = r.pass(10).requestFinished(work.request, server, started);
    r.task('network', { cause: finished });
    const response = r.response(work.request, { cause: finished });
    r.taskEnd();
    r.micro().resume(work.call, { line: 6, cause: response });
    const returned = r.return(work.call, { line: 7 });
    r.micro().resume(work.worker, { line: 3, cause: returned });
    r.log(`answer ${turn}`, 3);
    work.call = r.call('rate', 'async', 5, work.worker);
    work.request = r.requestSent(server, '/USD', { line: 6 });
    r.suspend(work.call, 6);
    r.suspend(work.worker, 3);
  }
  return r.end('limit');
}

/** Sets 25,000 timers at once; they fire one by one. */
function manyTimers(): Trace {
  const r = new Recorder();
  r.task('program');
  const timers = Array.from({ length: LENGTH / 4 }, (_, i) => ({
    timer: r.timerSet(i, { line: 1 }),
    set: r.lastSeq,
  }));
  r.taskEnd();
  for (const { timer, set } of timers) {
    r.pass(1).task('timer', { cause: set });
    r.timerFired(timer, { cause: set });
    r.taskEnd();
  }
  return r.end();
}

/** One call that awaits a value again and again. */
function manyAwaits(): Trace {
  const r = new Recorder();
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  let suspend = r.suspend(main, 2);
  r.taskEnd();
  while (r.lastSeq < LENGTH) {
    r.micro().resume(main, { line: 2, cause: suspend });
    suspend = r.suspend(main, 2);
  }
  return r.end('limit');
}

/** CPU time of this process in ms: what else the machine is doing does not count. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The best of several tries: the first ones are spent on compiling this code. */
function best(times: number, work: (i: number) => unknown): number {
  const all = Array.from({ length: times }, (_, i) => {
    const start = cpu();
    work(i);
    return cpu() - start;
  });
  return Math.min(...all);
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ms`;
const columns = ['derive', 'stateAt', 'text', 'summary', 'perfetto', 'check'];
console.log(`${'CPU time, best of several'.padEnd(26)}${columns.map((name) => name.padStart(11)).join('')}`);
for (const build of [tenWorkers, manyTimers, manyAwaits]) {
  const trace = build();
  const run = derive(trace);
  const n = trace.events.length;
  const all = best(5, () => {
    for (let i = 0; i < 400; i++) stateAt(run, (i * 7919) % n);
  });
  const row = [
    best(10, () => derive(trace)),
    all / 400,
    best(3, () => formatText(run)),
    best(3, () => summarise(run)),
    best(3, () => toTraceEventFormat(run)),
    best(3, () => checkTrace(trace)),
  ];
  console.log(`${build.name.padEnd(11)}${String(n).padStart(8)} events${row.map(ms).join('')}`);
}
