import type { Trace } from '../../../src/trace/event.ts';
import { Recorder } from '../recorder.ts';

/**
 * A server whose work is done in network tasks: it takes up the request in one of its own, and what it finishes reaches
 * the program in the same task. Line 1 is `await fetch('https://rates.test/USD');`.
 */
export default function serving(): Trace {
  const r = new Recorder();
  const server = 'rates.test';
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
  const request = r.requestSent(server, '/USD', { line: 1 });
  const sent = r.lastSeq;
  r.suspend(main, 1);
  r.taskEnd();
  r.pass(20).task('network', { cause: sent });
  const started = r.requestStarted(request, server, sent);
  r.taskEnd();
  r.pass(100).task('network', { cause: started });
  const finished = r.requestFinished(request, server, started);
  const response = r.response(request, { cause: finished });
  r.taskEnd();
  r.micro().resume(main, { line: 1, cause: response });
  r.return(main);
  return r.end();
}
