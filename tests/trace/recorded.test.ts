/** Traces recorded by the engine: what holds for traces made up here must hold for real ones. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { closePool, run } from '../../src/engine/hosts/node.ts';
import { firstDifference } from '../../src/trace/compare.ts';
import { outputOf } from '../../src/trace/output.ts';
import { worldFilesFor } from '../../src/worlds/index.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import { holds } from './properties.ts';

const sources = engineSources();

const programs: Record<string, string> = {
  'that asks for one rate after another': `
    async function rate(currency: string) {
      const response = await fetch(\`https://rates.test/\${currency}\`);
      return response.status;
    }
    for (const currency of ['USD', 'EUR', 'PLN', 'NOK', 'CZK']) console.log(currency, await rate(currency));`,
  'that asks for all rates at once': `
    import { mark } from './worlds/helpers.ts';
    const rates = ['USD', 'EUR', 'PLN'].map(async (currency) => (await fetch(\`https://rates.test/\${currency}\`)).status);
    mark('all sent');
    console.log(await Promise.all(rates));`,
  'that stands still': `
    const ticker = setInterval(() => console.log('tick'), 50);
    setTimeout(() => {
      const end = performance.now() + 200;
      while (performance.now() < end);
    }, 60);
    setTimeout(() => clearInterval(ticker), 300);`,
  'in which nobody catches': `
    import { sleep } from './worlds/helpers.ts';
    async function fails() {
      await sleep(10);
      throw new Error('boom');
    }
    void fails();
    Promise.resolve(1).then((v) => console.log(v)).finally(() => console.log('after'));
    queueMicrotask(() => console.log('hello'));
    await sleep(20);
    console.log('still here');`,
  'that gives up a request': `
    const signal = AbortSignal.timeout(50);
    signal.addEventListener('abort', () => console.log('late'));
    try {
      await fetch('https://rates.test/USD', { signal });
    } catch (error) {
      console.log((error as Error).name);
    }`,
  'that iterates': `
    function* naturals(n: number) { for (let i = 1; i <= n; i++) yield i; }
    async function* slowly(n: number) { for (const i of naturals(n)) { await null; yield i; } }
    for await (const n of slowly(5)) { console.log(n); if (n === 3) break; }
    try { for (const n of naturals(3)) throw new Error(String(n)); } catch {}`,
};

describe('the recorded trace of a program', () => {
  after(() => closePool());
  for (const [name, source] of Object.entries(programs)) {
    test(`${name} keeps its contract, and so does everything derived from it`, async () => {
      const files = { 'main.ts': source, ...worldFilesFor({ 'main.ts': source }, sources) };
      const result = await run({ files, entry: 'main.ts' });
      assert.ok(result.trace.events.length > 5, JSON.stringify(result.end));
      holds(result.trace);
      assert.deepEqual(
        outputOf(result.trace).flatMap(({ text }) => text.split('\n')),
        result.output.map(({ text }) => text),
      );
      const again = await run({ files, entry: 'main.ts' });
      assert.equal(firstDifference(result.trace, again.trace), undefined);
    });
  }
});
