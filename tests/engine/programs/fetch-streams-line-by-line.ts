// The body arrives piece by piece; leaving the loop closes the connection.
import { readings, weather } from './worlds/weather.ts';
for await (const { station, number, celsius } of readings('harbour')) {
  console.log(station, number, celsius);
  if (number === 3) break;
}
console.log('aborted', weather.log.aborted, 'finished', weather.log.finished);
weather.split('summit', 40);
let count = 0;
for await (const reading of readings('summit')) {
  if (reading.number !== ++count) console.log('out of order');
  if (count === 3) break;
}
console.log('three whole readings from pieces');
