import { clock, log } from './worlds/helpers.ts';
import {
  getHistory,
  observe,
  onReading,
  readingStream,
  readings,
  Station,
  stations,
  weather,
} from './worlds/weather.ts';

for await (const { number, celsius, wind, sky } of readings('harbour')) {
  console.log(number, `${celsius} °C`, `${wind} m/s`, sky);
  if (number === 3) break;
}
console.log(weather.log);

const merged: string[] = [];
await Promise.all(
  stations.map(async (station) => {
    for await (const { number } of readings(station)) {
      merged.push(`${station[0]}${number}`);
      if (number === 2) break;
    }
  }),
);
console.log(merged.join(' '));

weather.split('summit', 5);
let text = '';
const reader = readingStream('summit').getReader();
for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value.sky;
console.log(text);

const station = new Station('harbour');
await new Promise<void>((resolve) => {
  station.addEventListener('reading', (event) =>
    console.log('reading', (event as CustomEvent).detail.number),
  );
  station.addEventListener('storm', (event) => {
    console.log('storm', (event as CustomEvent).detail.wind);
    station.close();
    resolve();
  });
});

const cold = observe('airport');
await new Promise<void>((resolve) => {
  const early = cold.subscribe({ next: ({ number }) => number === 2 && early.unsubscribe() });
  cold.subscribe({ complete: resolve });
});
console.log(weather.log);

weather.burst('forest', 6);
await new Promise<void>((resolve) => {
  const stop = onReading('forest', ({ number }) => {
    log('forest', number);
    if (number === 6) {
      stop();
      resolve();
    }
  });
});

let total = 0;
for (let page: number | null = 1; page !== null; ) {
  const found = await getHistory('harbour', page);
  total += found.readings.length;
  page = found.next;
}
console.log(total, clock() > 0);

const controller = new AbortController();
try {
  for await (const { number } of readings('summit', controller))
    if (number === 1) controller.abort('seen enough');
} catch (error) {
  console.log(error);
}
