// Aborting when everything has arrived changes nothing; while the body is still coming it fails the body.
import { readings, weather } from './worlds/weather.ts';
import { getRates } from './worlds/rates.ts';
const done = new AbortController();
const rates = await getRates('NOK', done);
done.abort();
console.log(rates.CZK);
const controller = new AbortController();
let count = 0;
try {
  for await (const { number } of readings('harbour', controller)) {
    console.log('reading', number);
    if (++count === 2) controller.abort(new Error('enough'));
  }
} catch (error) {
  console.log((error as Error).message);
}
console.log('aborted at the server', weather.log.aborted);
