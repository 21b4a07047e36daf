import type { Control } from './control.ts';
import { type CallOptions, checked, linesOf } from './http.ts';
import { connect } from './network.ts';

export const stations = ['harbour', 'summit', 'forest', 'airport'] as const;
export type StationName = (typeof stations)[number];

export interface Reading {
  station: StationName;
  /** Counted from 1. */
  number: number;
  celsius: number;
  /** Metres per second. */
  wind: number;
  sky: string;
  /** True when the wind is above 20. */
  storm: boolean;
}

export interface WeatherControl extends Control<StationName> {
  /** Readings come `size` at a time. */
  burst(station: StationName, size: number): void;
  /** Readings come in pieces of so many bytes, a millisecond apart, cut anywhere. */
  split(station: StationName, bytes: number): void;
  /** Some readings overtake others. */
  shuffle(station: StationName): void;
  /** After so many readings, nothing for `ms` milliseconds. */
  silence(station: StationName, options: { after: number; ms: number }): void;
}

/** The server: `weather.log`, `weather.burst('harbour', 4)`, `weather.silence('summit', { after: 3, ms: 400 })` … */
export const weather: WeatherControl = connect('weather.test');

/** The station's next twelve readings, as they come. Leaving the loop closes the connection. */
export async function* readings(
  station: StationName,
  { signal }: CallOptions = {},
): AsyncGenerator<Reading, void> {
  const response = await fetch(`https://weather.test/${station}/readings`, { signal: signal ?? null });
  for await (const line of linesOf(checked(response))) yield JSON.parse(line);
}

/** The same as a stream of readings. */
export function readingStream(station: StationName, options: CallOptions = {}): ReadableStream<Reading> {
  const source = readings(station, options);
  return new ReadableStream<Reading>(
    {
      async pull(controller) {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await source.return();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The same with a callback. Returns what stops it. */
export function onReading(station: StationName, callback: (reading: Reading) => void): () => void {
  const controller = new AbortController();
  const run = async () => {
    for await (const reading of readings(station, controller)) queueMicrotask(() => callback(reading));
  };
  run().catch((error) => {
    if (!controller.signal.aborted) throw error;
  });
  return () => controller.abort();
}

/** The same as events: `reading` for each, `storm` for those of a storm; `detail` is the reading. */
export class Station extends EventTarget {
  #stop: () => void;

  constructor(name: StationName) {
    super();
    this.#stop = onReading(name, (detail) => {
      this.dispatchEvent(new CustomEvent('reading', { detail }));
      if (detail.storm) this.dispatchEvent(new CustomEvent('storm', { detail }));
    });
  }

  close(): void {
    this.#stop();
  }
}

export interface Observer {
  next?(reading: Reading): void;
  error?(error: unknown): void;
  complete?(): void;
}

/** The same as an observable: cold, so each subscription is a connection of its own. */
export function observe(station: StationName) {
  return {
    subscribe(observer: Observer) {
      const controller = new AbortController();
      const { signal } = controller;
      const run = async () => {
        for await (const reading of readings(station, { signal })) observer.next?.(reading);
      };
      run().then(
        () => observer.complete?.(),
        (error) => signal.aborted || observer.error?.(error),
      );
      return { unsubscribe: () => controller.abort() };
    },
  };
}

/** Older readings, five on a page; `next` is the number of the next page, or `null` after the last. Takes 60 ms. */
export async function getHistory(
  station: StationName,
  page = 1,
  { signal }: CallOptions = {},
): Promise<{ readings: Reading[]; next: number | null }> {
  const address = `https://weather.test/${station}/history?page=${page}`;
  const response = await fetch(address, { signal: signal ?? null });
  return await checked(response).json();
}
