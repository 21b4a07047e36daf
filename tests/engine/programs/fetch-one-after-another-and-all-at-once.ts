// The same three requests, twice; the server's own log tells them apart.
import { getRates, rates } from './worlds/rates.ts';
for (const base of ['NOK', 'EUR', 'USD']) console.log(base, (await getRates(base)).CZK);
console.log('at most', rates.log.maxInFlight, 'at once');
const all = await Promise.all(['USD', 'EUR', 'NOK'].map(async (base) => {
  const { CZK } = await getRates(base);
  console.log(base, CZK);
  return CZK;
}));
console.log(all.join(), 'at most', rates.log.maxInFlight, 'at once');
