/** Small traces written by hand, as test data: what an engine should record for the programs in the comments. */
import type { Trace } from '../../src/trace/event.ts';
import { Recorder } from './recorder.ts';

const currencies: [name: string, latency: number][] = [
  ['USD', 120],
  ['EUR', 100],
  ['PLN', 200],
  ['NOK', 60],
  ['CZK', 130],
];

/**
 * ```
 * 1  async function rate(currency: string): Promise<number> {
 * 2    const response = await fetch(`https://rates.test/${currency}`);
 * 3    return response.json();
 * 4  }
 * 6  for (const currency of ['USD', 'EUR', 'PLN', 'NOK', 'CZK']) {
 * 7    console.log(currency, await rate(currency));
 * 8  }
 * ```
 */
export function oneAfterAnother(): Trace {
  const r = new Recorder();
  const server = 'rates.test';
  const program = r.task('program');
  const main = r.call('main.ts', 'module', 1);
  void program;
  for (const [index, [currency, latency]] of currencies.entries()) {
    const rate = r.call('rate', 'async', 1, main);
    const request = r.requestSent(server, `/${currency}`, { line: 2 });
    const sent = r.lastSeq;
    r.suspend(rate, 2);
    r.suspend(main, 7);
    if (index === 0) r.taskEnd();
    const started = r.requestStarted(request, server, sent);
    const finished = r.pass(latency).requestFinished(request, server, started);
    r.task('network', { cause: finished });
    const response = r.response(request, { cause: finished });
    r.taskEnd();
    r.micro().resume(rate, { line: 2, cause: response });
    const returned = r.return(rate, { line: 3 });
    r.micro().resume(main, { line: 7, cause: returned });
    r.log(`${currency} 4.05`, 7);
  }
  r.return(main);
  return r.end();
}

/** The same five requests, all at once: `await Promise.all(currencies.map(rate))` in line 6. */
export function allAtOnce(): Trace {
  const r = new Recorder();
  const server = 'rates.test';
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const open = currencies.map(([currency, latency]) => {
    const rate = r.call('rate', 'async', 1, main);
    const request = r.requestSent(server, `/${currency}`, { line: 2 });
    const sent = r.lastSeq;
    r.suspend(rate, 2);
    return { currency, rate, request, sent, latency };
  });
  r.suspend(main, 6);
  r.taskEnd();
  const started = new Map(
    open.map(({ request, sent }) => [request, r.requestStarted(request, server, sent)]),
  );
  let returned = -1;
  for (const { request, rate, latency, currency } of open.toSorted((a, b) => a.latency - b.latency)) {
    r.now = latency;
    const finished = r.requestFinished(request, server, started.get(request));
    r.task('network', { cause: finished });
    const response = r.response(request, { cause: finished });
    r.taskEnd();
    r.micro().resume(rate, { line: 2, cause: response });
    r.log(`${currency} arrived`, 3);
    returned = r.return(rate, { line: 3 });
  }
  r.micro().resume(main, { line: 6, cause: returned });
  r.mark(1, 'all there', 7);
  r.log('200 ms', 8);
  r.return(main);
  return r.end();
}

/**
 * ```
 * 1  const ticker = setInterval(tick, 50);
 * 2  setTimeout(function work() {
 * 3    const end = performance.now() + 200;
 * 4    while (performance.now() < end);
 * 5    console.log('done');
 * 6  }, 60);
 * 7  setTimeout(() => clearInterval(ticker), 300);
 * ```
 */
export function standingStill(): Trace {
  const r = new Recorder();
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const ticker = r.timerSet(50, { kind: 'interval', name: 'tick', line: 1 });
  let armed = r.lastSeq;
  const work = r.timerSet(60, { name: 'work', line: 2 });
  const workSet = r.lastSeq;
  const stop = r.timerSet(300, { line: 7 });
  const stopSet = r.lastSeq;
  r.return(main);
  r.taskEnd();

  const tick = (due: number) => {
    r.task('timer', { cause: armed, name: 'tick' });
    armed = r.timerFired(ticker, { cause: armed, next: due + 50 });
    r.log('tick', 9);
    r.taskEnd();
  };
  r.now = 50;
  tick(50);
  r.now = 60;
  r.task('timer', { cause: workSet, name: 'work' });
  r.timerFired(work, { cause: workSet });
  r.pass(200).log('done', 5);
  r.taskEnd();
  tick(260);
  r.now = 300;
  r.task('timer', { cause: stopSet });
  r.timerFired(stop, { cause: stopSet });
  r.timerCleared(ticker, { line: 7 });
  r.taskEnd();
  return r.end();
}

/**
 * ```
 * 1  async function fails() {
 * 2    await sleep(10);
 * 3    throw new Error('boom');
 * 4  }
 * 5  void fails();
 * 6  Promise.resolve(1).then(show).finally(() => console.log('after\nall'));
 * 7  queueMicrotask(hello);
 * ```
 */
export function nobodyCatches(): Trace {
  const r = new Recorder();
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const fails = r.call('fails', 'async', 1, main);
  const sleep = r.timerSet(10, { kind: 'sleep', line: 2 });
  const slept = r.lastSeq;
  r.suspend(fails, 2);
  const then = r.reactionSet('then', { name: 'show', line: 6 });
  const thenSet = r.lastSeq;
  const done = r.reactionSet('finally', { line: 6 });
  const hello = r.reactionSet('queueMicrotask', { name: 'hello', line: 7 });
  const helloSet = r.lastSeq;
  r.return(main);
  r.taskEnd();
  r.micro().reactionRun(then, { cause: thenSet });
  r.log('1', 6);
  const shown = r.reactionEnd(then);
  r.micro().reactionRun(hello, { cause: helloSet }, 'nothing');
  r.log('hello', 8);
  r.reactionEnd(hello);
  r.micro().reactionRun(done, { cause: shown }, 'nothing');
  r.log('after\nall', 6);
  r.reactionEnd(done);
  r.pass(10);
  r.task('timer', { cause: slept });
  const fired = r.timerFired(sleep, { cause: slept });
  r.taskEnd();
  r.micro().resume(fails, { line: 2, cause: fired });
  const thrown = r.throw(fails, 'boom', { line: 3 });
  r.unhandled('boom', { cause: thrown });
  return r.end('error', 1);
}

/**
 * A request given up after 50 ms: the server goes on with it.
 * ```
 * 1  const signal = AbortSignal.timeout(50);
 * 2  signal.addEventListener('abort', late);
 * 3  try {
 * 4    await fetch('https://weather.test/oslo', { signal });
 * 5  } catch { console.log('too slow'); }
 * ```
 */
export function givenUp(): Trace {
  const r = new Recorder();
  const server = 'weather.test';
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const timer = r.timerSet(50, { kind: 'abort-timeout', line: 1 });
  const set = r.lastSeq;
  const late = r.listenerAdded('abort', 'AbortSignal', { line: 2 });
  const request = r.requestSent(server, '/oslo', { line: 4 });
  const sent = r.lastSeq;
  r.suspend(main, 4);
  r.taskEnd();
  const started = r.pass(5).requestStarted(request, server, sent);
  r.now = 50;
  r.task('timer', { cause: set });
  const fired = r.timerFired(timer, { cause: set });
  const abort = r.abort('TimeoutError: signal timed out', { cause: fired });
  r.listenerRun(late, 'abort', { cause: abort });
  r.log('late', 2);
  r.listenerEnd(late);
  r.listenerRemoved(late);
  const gaveUp = r.requestAborted(request, server, 'client', { cause: abort });
  r.taskEnd();
  r.micro().resume(main, { line: 5, cause: gaveUp }, 'error');
  r.log('too slow', 5);
  r.return(main);
  r.pass(70).requestFinished(request, server, started);
  return r.end();
}

/**
 * ```
 * 1  const { port1, port2 } = new MessageChannel();
 * 2  port2.onmessage = () => { console.log([...naturals(2)]); port1.close(); };
 * 3  port1.postMessage('go');
 * 4  function* naturals(n: number) {
 * 5    for (let i = 1; i <= n; i++) yield i;
 * 6  }
 * ```
 */
export function messageAndGenerator(): Trace {
  const r = new Recorder();
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const listener = r.listenerAdded('message', 'MessagePort', { line: 2 });
  const message = r.messageSent('port 1', { line: 3 });
  const sent = r.lastSeq;
  r.return(main);
  r.taskEnd();
  r.task('message', { cause: sent });
  const received = r.messageReceived(message, 'port 2', { cause: sent });
  r.listenerRun(listener, 'message', { cause: received });
  const naturals = r.call('naturals', 'generator', 4);
  r.suspend(naturals, 5, 'yield');
  r.resume(naturals, { line: 5 });
  r.suspend(naturals, 5, 'yield');
  r.resume(naturals, { line: 5 });
  r.return(naturals);
  r.log('[ 1, 2 ]', 2);
  r.listenerRemoved(listener);
  r.listenerEnd(listener);
  r.taskEnd();
  return r.end();
}

export const handWritten: Record<string, () => Trace> = {
  oneAfterAnother,
  allAtOnce,
  standingStill,
  nobodyCatches,
  givenUp,
  messageAndGenerator,
};
