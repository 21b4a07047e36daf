/**
 * Four stations. GET https://weather.test/harbour/readings sends twelve readings as they are taken, one JSON text per line;
 * GET https://weather.test/harbour/history?page=1 has old ones, five at a time.
 */
import type { Reading, StationName } from '../weather.ts';
import { createServer, json, problem, type Server, type Tools, timed } from './server.ts';

/** First reading and time between two, in ms: no two stations ever speak at the same moment. */
const stations: Record<StationName, { first: number; every: number; celsius: number; wind: number[] }> = {
  harbour: { first: 50, every: 50, celsius: 14, wind: [6, 7, 9, 12, 16, 22, 25, 21, 15, 10, 8, 7] },
  summit: { first: 85, every: 70, celsius: 3, wind: [14, 15, 19, 23, 24, 18, 16, 22, 26, 28, 21, 17] },
  forest: { first: 98, every: 90, celsius: 11, wind: [2, 3, 3, 4, 6, 7, 9, 8, 6, 5, 3, 2] },
  airport: { first: 113, every: 110, celsius: 16, wind: [8, 9, 8, 10, 11, 13, 17, 21, 19, 14, 11, 9] },
};

/** How the temperature moves around the station's own, in tenths of a degree. */
const swing = [0, 3, 7, 12, 15, 14, 10, 4, -2, -6, -8, -5];
const inHistory = 23;
const perPage = 5;
const historyTakes = 60;
const openingTakes = 20;

const isStation = (name: string): name is StationName => Object.hasOwn(stations, name);

function readingOf(station: StationName, number: number): Reading {
  const { celsius, wind } = stations[station];
  const gust = wind[(number - 1) % wind.length] ?? 0;
  const tenths = celsius * 10 + (swing[(number - 1) % swing.length] ?? 0);
  const sky = gust > 20 ? '⛈' : gust > 12 ? '🌧' : gust > 7 ? '⛅' : '☀';
  return { station, number, celsius: tenths / 10, wind: gust, sky, storm: gust > 20 };
}

interface Faults {
  burst: number;
  split: number;
  shuffle: boolean;
  silence: { after: number; ms: number } | undefined;
}

/** What a station sends, and when. */
function broadcast(station: StationName, faults: Faults): { after: number; piece: string | Uint8Array }[] {
  const { first, every } = stations[station];
  const readings = swing.map((_, index) => readingOf(station, index + 1));
  if (faults.shuffle)
    for (let index = 1; index < readings.length; index += 3) {
      const [late, early] = [readings[index - 1], readings[index]];
      if (late && early) readings.splice(index - 1, 2, early, late);
    }
  const pieces: { after: number; piece: string }[] = [];
  let waited = 0;
  let text = '';
  for (const [index, reading] of readings.entries()) {
    waited += index === 0 ? first - openingTakes : every;
    if (faults.silence?.after === index) waited += faults.silence.ms;
    text += `${JSON.stringify(reading)}\n`;
    if ((index + 1) % faults.burst !== 0 && index + 1 < readings.length) continue;
    pieces.push({ after: waited, piece: text });
    waited = 0;
    text = '';
  }
  if (faults.split === 0) return pieces;
  return pieces.flatMap(({ after, piece }) => {
    const bytes = new TextEncoder().encode(piece);
    const parts: { after: number; piece: Uint8Array }[] = [];
    for (let at = 0; at < bytes.length; at += faults.split)
      parts.push({ after: at === 0 ? after : 1, piece: bytes.slice(at, at + faults.split) });
    return parts;
  });
}

export function weatherServer(tools: Tools): Server {
  const faults = new Map<string, Faults>();
  const faultsOf = (station: string): Faults => {
    const known = faults.get(station) ?? { burst: 1, split: 0, shuffle: false, silence: undefined };
    faults.set(station, known);
    return known;
  };
  return createServer(
    'weather.test',
    tools,
    {
      name: ({ path }) => path.split('/')[1] ?? '',
      handle({ path, query }) {
        const [, station = '', what] = path.split('/');
        if (isStation(station) && what === 'readings')
          return {
            takes: openingTakes,
            run: () => ({
              status: 200,
              headers: { 'content-type': 'application/x-ndjson' },
              body: timed(tools, broadcast(station, faultsOf(station))),
            }),
          };
        const page = Number(query.get('page') ?? 1);
        if (!isStation(station) || what !== 'history' || !(page >= 1))
          return { takes: openingTakes, run: () => problem(404) };
        const from = (page - 1) * perPage + 1;
        const to = Math.min(from + perPage - 1, inHistory);
        const readings = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
          readingOf(station, from + index),
        );
        return { takes: historyTakes, run: () => json({ readings, next: to < inHistory ? page + 1 : null }) };
      },
    },
    {
      burst: (station: string, size: number) => {
        faultsOf(station).burst = Math.max(1, Math.floor(size));
      },
      split: (station: string, bytes: number) => {
        faultsOf(station).split = Math.max(1, Math.floor(bytes));
      },
      shuffle: (station: string) => {
        faultsOf(station).shuffle = true;
      },
      silence: (station: string, silence: { after: number; ms: number }) => {
        faultsOf(station).silence = silence;
      },
    },
  );
}
