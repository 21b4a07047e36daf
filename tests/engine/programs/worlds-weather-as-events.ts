// Readings as a callback, as events and as an observable.
import { observe, Station } from './worlds/weather.ts';
const station = new Station('summit');
await new Promise<void>((resolve) => {
  station.addEventListener('reading', (event) => {
    const { number } = (event as CustomEvent<{ number: number }>).detail;
    console.log('event', number);
    if (number < 3) return;
    station.close();
    resolve();
  });
});
await new Promise<void>((resolve) => {
  const subscription = observe('harbour').subscribe({
    next({ number }) {
      console.log('next', number);
      if (number < 2) return;
      subscription.unsubscribe();
      resolve();
    },
  });
});
