/** What the benchmarks compile: a program of two modules. */

/** Forty lines, with what an example of the book is made of. */
export const snippet = `import { sleep, type Rate } from './helpers.ts';

interface Quote {
  currency: string;
  rate: number;
}

const currencies: string[] = ['EUR', 'USD', 'JPY'];
const cache = new Map<string, Promise<Quote>>();

async function fetchRate(currency: string, signal?: AbortSignal): Promise<Quote> {
  const response = await fetch(\`https://rates.test/latest?base=\${currency}\`, { signal: signal ?? null });
  if (!response.ok) throw new Error(\`HTTP \${response.status}\`);
  const { rate } = (await response.json()) as Rate;
  return { currency, rate };
}

async function* inOrder(names: readonly string[]): AsyncGenerator<Quote, void> {
  for (const name of names) {
    let found = cache.get(name);
    if (!found) cache.set(name, (found = fetchRate(name)));
    yield await found;
  }
}

const controller = new AbortController();
setTimeout(() => controller.abort(), 500);

try {
  for await (const quote of inOrder(currencies)) {
    console.log(quote.currency, quote.rate.toFixed(2));
    await sleep(100);
  }
  const all = await Promise.all(currencies.map(async (name) => fetchRate(name, controller.signal)));
  console.log(all.length, await Promise.race([sleep(50), fetchRate('GBP')]));
} catch (error) {
  console.error('failed:', (error as Error).message);
} finally {
  console.log('done');
}
`;
export const helpers = `export interface Rate { rate: number }
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
`;
