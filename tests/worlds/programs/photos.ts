import { clock } from './worlds/helpers.ts';
import { addHistograms, busy, countPrimes, histogram, isPrime, makePhoto } from './worlds/photos.ts';

const photo = makePhoto({ seed: 2 });
const whole = histogram(photo);
console.log(whole.join(' '));
let sum = histogram(photo, 0, 0);
for (let row = 0; row < photo.height; row += 7)
  sum = addHistograms(sum, histogram(photo, row, Math.min(row + 7, photo.height)));
console.log(sum.join(' ') === whole.join(' '));
console.log([-3, 0, 1, 2, 3, 4, 9, 97, 2.5].filter(isPrime));
console.log(countPrimes(0, 1000), countPrimes(0, 500) + countPrimes(500, 1000));
const start = clock();
busy(50);
console.log(`${clock() - start} ms`);
