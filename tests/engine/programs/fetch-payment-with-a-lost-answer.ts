// The payment is booked and its answer lost: with a key the second attempt is not charged again.
import { boxOffice, hold, pay } from './worlds/box-office.ts';
boxOffice.lose('pay', { times: 1 });
const seat = await hold('Ann');
await pay(seat, { key: 'k1', signal: AbortSignal.timeout(300) }).catch((e: Error) => console.log('first attempt:', e.name));
const ticket = await pay(seat, { key: 'k1' });
console.log(ticket.buyer, 'charged', boxOffice.state.charged);
