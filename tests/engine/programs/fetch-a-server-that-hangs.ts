// A request nobody answers: the program ends stuck, with code 13, as Node ends it.
import { getRates, rates } from './worlds/rates.ts';
rates.hang('USD');
getRates('NOK').then(({ CZK }) => console.log('NOK', CZK));
await getRates('USD');
console.log('never');
