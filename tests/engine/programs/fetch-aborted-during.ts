// The call rejects at once, with the signal's reason; the server learns of it and goes on or not.
import { getRates, rates } from './worlds/rates.ts';
const controller = new AbortController();
const reason = new Error('changed my mind');
setTimeout(() => {
  controller.abort(reason);
  console.log('aborted');
}, 40);
await getRates('PLN', controller).catch((e: Error) => console.log('rejected', e === reason));
const { started, finished, aborted } = rates.log;
console.log('started', started, 'finished', finished, 'aborted', aborted);
console.log('another call', (await getRates('NOK')).CZK);
