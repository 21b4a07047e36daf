import type { Trace } from '../../../src/trace/event.ts';
import { currencies } from '../currencies.ts';
import { Recorder } from '../recorder.ts';

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
export default function oneAfterAnother(): Trace {
  const r = new Recorder();
  const server = 'rates.test';
  r.task('program');
  const main = r.call('main.ts', 'module', 1);
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
