import type { Control } from './control.ts';
import { type CallOptions, checked } from './http.ts';
import { connect, fetchBlocking } from './network.ts';

export const bases = ['USD', 'EUR', 'PLN', 'NOK', 'CZK'] as const;
export type Currency = (typeof bases)[number];

/** What one unit of the base is worth in each currency. */
export type Rates = Record<Currency, number>;

/** The server: `rates.log`, `rates.fail('NOK', { status: 503, times: 2 })`, `rates.limit({ atOnce: 3 })` … */
export const rates: Control<Currency> = connect('rates.test');

/** Takes 120 ms for USD, 80 for EUR, 200 for PLN, 60 for NOK, 150 for CZK. */
export async function getRates(base: string, { signal }: CallOptions = {}): Promise<Rates> {
  const response = await fetch(`https://rates.test/${base}`, { signal: signal ?? null });
  return await checked(response).json();
}

/** The same in callback style: the error first, and `null` if there is none. */
export function getRatesCb(base: string, callback: (error: Error | null, rates?: Rates) => void): void {
  getRates(base).then(
    (rates) => queueMicrotask(() => callback(null, rates)),
    (error) => queueMicrotask(() => callback(error)),
  );
}

/** The same, holding the thread until the answer is there: nothing else can run. */
export function getRatesSync(base: string): Rates {
  const response = fetchBlocking(`https://rates.test/${base}`);
  return JSON.parse(checked(response).text);
}
