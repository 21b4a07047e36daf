// The same call in callback style.
import { getRatesCb } from './worlds/rates.ts';
getRatesCb('EUR', (error, rates) => console.log('EUR', error, rates?.CZK));
getRatesCb('???', (error) => {
  console.log(error?.message);
  getRatesCb('NOK', (_, rates) => console.log('then NOK', rates?.CZK));
});
console.log('asked');
