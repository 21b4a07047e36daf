import { boxOffice, check, hold, pay, release, waitForSeat } from './worlds/box-office.ts';
import { log, sleep } from './worlds/helpers.ts';

boxOffice.open({ seats: 1 });
const buy = async (buyer: string) => {
  if ((await check()) === 0) return console.log(buyer, 'is too late');
  await pay(buyer);
  console.log(buyer, 'has a ticket');
};
await Promise.all([buy('Ann'), buy('Ben')]);
console.log(boxOffice.state);

boxOffice.open({ seats: 1 });
const results = await Promise.allSettled([hold('Ann'), hold('Ben')]);
for (const result of results)
  console.log(result.status === 'fulfilled' ? result.value : result.reason.message);

const ben = waitForSeat('Ben').then((seat) => log('Ben holds', seat.id));
await sleep(100);
const [held] = results;
if (held?.status === 'fulfilled') await release(held.value);
await ben;

boxOffice.open({ seats: 3 });
boxOffice.lose('pay', { times: 1 });
const lost = pay('Cleo', { signal: AbortSignal.timeout(150), key: 'order-1' });
await lost.catch((error) => console.log(error.name));
await pay('Cleo', { key: 'order-1' });
console.log('charged', boxOffice.state.charged);

const late = new AbortController();
const paying = pay('Dan', late);
await sleep(80);
late.abort();
await paying.catch((error) => console.log(error.name, boxOffice.state.sold));
