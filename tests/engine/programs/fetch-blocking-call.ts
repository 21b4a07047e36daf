// A call that holds the thread: a timer that is due has to wait.
import { getRatesSync } from './worlds/rates.ts';
const start = performance.now();
setTimeout(() => console.log('timer, asked for 20, after at least 60:', performance.now() - start >= 60), 20);
console.log('NOK', getRatesSync('NOK').CZK);
console.log('held the thread:', performance.now() - start >= 59);
