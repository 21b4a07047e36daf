// 404, 503 twice, 429 with Retry-After: what a client makes of them.
import { HttpError } from './worlds/http.ts';
import { getRates, rates } from './worlds/rates.ts';
const tell = async (base: string) => {
  try {
    return `${base} ${(await getRates(base)).CZK}`;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return `${base} ${error.message}, retry after ${error.retryAfter}`;
  }
};
console.log(await tell('GBP'));
rates.fail('NOK', { times: 2 });
for (let attempt = 1; attempt <= 3; attempt++) console.log(attempt, await tell('NOK'));
rates.limit({ atOnce: 2 });
for (const line of await Promise.all(['USD', 'EUR', 'PLN'].map(tell))) console.log(line);
rates.heal();
console.log(await tell('PLN'));
