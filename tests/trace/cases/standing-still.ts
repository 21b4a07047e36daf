import type { Trace } from '../../../src/trace/event.ts';
import { Recorder } from '../recorder.ts';

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
export default function standingStill(): Trace {
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
