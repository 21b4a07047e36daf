import type { Trace } from '../../../src/trace/event.ts';
import { currencies } from '../currencies.ts';
import { Recorder } from '../recorder.ts';

/** The five requests of `one-after-another.ts`, all at once: line 6 is `await Promise.all(currencies.map(rate));`. */
export default function allAtOnce(): Trace {
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
