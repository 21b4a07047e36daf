import type { Trace } from '../../../src/trace/event.ts';
import { Recorder } from '../recorder.ts';

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
export default function messageAndGenerator(): Trace {
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
  const handed = r.suspend(naturals, 5, 'yield');
  r.resume(naturals, { line: 5, cause: handed });
  r.suspend(naturals, 5, 'yield');
  r.resume(naturals, { line: 5 });
  r.return(naturals);
  r.log('[ 1, 2 ]', 2);
  r.listenerRemoved(listener);
  r.listenerEnd(listener);
  r.taskEnd();
  return r.end();
}
