import type { Trace } from '../../../src/trace/event.ts';
import { Recorder } from '../recorder.ts';

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
export default function nobodyCatches(): Trace {
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
