/**
 * On every page: waits until somebody really reads, and only then loads what keeps the book on the device. A glance costs
 * nothing.
 */
import { isSwitchedOff } from './settings.ts';

/** Ms in sight after which a page counts as read, even if nobody touches it. */
const readingTime = 10_000;
const signs = ['scroll', 'pointerdown', 'keydown'] as const;

function whenRead(act: () => void): void {
  const signal = new AbortController();
  const read = () => {
    signal.abort();
    clearTimeout(timer);
    idle(act);
  };
  const timer = setTimeout(read, readingTime);
  for (const sign of signs) addEventListener(sign, read, { passive: true, signal: signal.signal });
}

/** Safari has no `requestIdleCallback`. */
function idle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 3_000 });
  else setTimeout(act, 500);
}

function whenLoaded(act: () => void): void {
  if (document.readyState === 'complete') act();
  else addEventListener('load', act, { once: true });
}

if (import.meta.env.PROD && 'serviceWorker' in navigator && !isSwitchedOff()) {
  const begin = () =>
    void import('./reader.ts').then(
      ({ startKeeping }) => startKeeping(),
      () => {},
    );
  whenLoaded(() => (navigator.serviceWorker.controller ? idle(begin) : whenRead(begin)));
}
