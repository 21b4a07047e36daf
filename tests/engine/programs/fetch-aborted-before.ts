// An aborted signal: no request is made at all.
import { getRates, rates } from './worlds/rates.ts';
const signal = AbortSignal.abort(new Error('not today'));
await getRates('USD', { signal }).catch((e: Error) => console.log(e.message));
console.log('requests', rates.requests.length);
