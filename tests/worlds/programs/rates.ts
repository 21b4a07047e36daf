import { clock, log } from './worlds/helpers.ts';
import { bases, getRates, getRatesCb, getRatesSync, rates } from './worlds/rates.ts';

for (const base of bases) log(base, (await getRates(base)).EUR);
console.log(rates.log);

const start = clock();
await Promise.all(
  bases.map(async (base) => {
    await getRates(base);
    log(base);
  }),
);
console.log(`${clock() - start} ms`, rates.log.maxInFlight);

getRatesCb('NOK', (error, found) => console.log('callback', error, found));
getRatesCb('XXX', (error, found) => console.log('callback', error?.message, found));
console.log(getRatesSync('NOK').CZK);
log('the thread was held');

rates.fail('USD', { times: 1 });
rates.limit({ perSecond: 1 });
for (let attempt = 1; attempt <= 2; attempt++)
  await getRates('USD').then(
    () => console.log('answered'),
    (error) => console.log(error.name, error.status, error.message, error.retryAfter),
  );
