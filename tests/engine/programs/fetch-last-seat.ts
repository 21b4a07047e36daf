// Check, then act, against a server: the check is out of date when the payment arrives.
import { boxOffice, check, hold, pay } from './worlds/box-office.ts';
boxOffice.open({ seats: 1 });
const careless = async (name: string) => {
  if ((await check()) > 0) await pay(name);
};
const results = await Promise.allSettled([careless('Ann'), careless('Ben')]);
console.log(results.map(({ status }) => status).join(' '), 'sold', boxOffice.state.sold);
boxOffice.open({ seats: 1 });
const careful = async (name: string) => pay(await hold(name));
const again = await Promise.allSettled([careful('Ann'), careful('Ben')]);
console.log(again.map((r) => (r.status === 'fulfilled' ? r.value.buyer : r.reason.status)).join(' '));
