// Three connections at the same time: lines come as they arrive.
import { readings } from './worlds/weather.ts';
const take = async (station: 'harbour' | 'summit' | 'airport', most: number) => {
  for await (const { number } of readings(station)) {
    console.log(station, number);
    if (number === most) break;
  }
};
await Promise.all([take('harbour', 1), take('summit', 2), take('airport', 2)]);
