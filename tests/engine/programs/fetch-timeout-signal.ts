// F45, F46: fetch rejects with the signal's own reason, a TimeoutError.
import { getRates, rates } from './worlds/rates.ts';
rates.hang('USD', { times: 1 });
await getRates('USD', { signal: AbortSignal.timeout(60) }).catch((e: Error) => console.log(e.name));
const either = AbortSignal.any([AbortSignal.timeout(1000), AbortSignal.timeout(50)]);
await getRates('PLN', { signal: either }).catch((e: Error) => console.log(e.name, e === either.reason));
console.log((await getRates('NOK', { signal: AbortSignal.timeout(1500) })).CZK);
