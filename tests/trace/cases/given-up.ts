import type { Trace } from '../../../src/trace/event.ts';
import { Recorder } from '../recorder.ts';

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
export default function givenUp(): Trace {
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
