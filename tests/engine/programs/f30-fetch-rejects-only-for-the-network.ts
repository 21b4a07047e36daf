// F30: an error of the server is an answer; only a failed network, an abort and nonsense reject.
import { rates } from './worlds/rates.ts';
const answer = await fetch('https://rates.test/XXX');
console.log(answer.status, answer.ok, answer.statusText);
rates.fail('NOK', { status: 503, times: 1 });
console.log((await fetch('https://rates.test/NOK')).status, (await fetch('https://rates.test/NOK')).status);
await fetch('https://').catch((e: Error) => console.log('nonsense:', e.name));
await fetch('https://rates.test/NOK', { signal: AbortSignal.abort() }).catch((e: Error) => console.log('aborted:', e.name));
