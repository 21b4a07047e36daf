/** City search. GET https://cities.test/search?text=pra → the first five that begin with it. */
import { cityNames } from './city-names.ts';
import { createServer, json, problem, type Server, type Tools } from './server.ts';

interface City {
  name: string;
  country: string;
}

/** As typed on any keyboard: without case and accents. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

const cities: (City & { plain: string })[] = Object.entries(cityNames)
  .flatMap(([country, names]) => names.split(', ').map((name) => ({ name, country, plain: plain(name) })))
  .sort((a, b) => (a.plain < b.plain ? -1 : 1));

const mostAnswers = 5;

/** The fewer letters, the more there is to look through: 1 letter 180 ms, 2 letters 150, 3 letters 70, more 40. */
const takes = (text: string) => [40, 180, 150, 70][text.length] ?? 40;

function find(text: string): City[] {
  const start = plain(text);
  if (start === '') return [];
  return cities
    .filter((city) => city.plain.startsWith(start))
    .slice(0, mostAnswers)
    .map(({ name, country }) => ({ name, country }));
}

export function citiesServer(tools: Tools): Server {
  let shuffled = false;
  return createServer(
    'cities.test',
    tools,
    {
      name: ({ query }) => query.get('text') ?? '',
      handle({ path, query }) {
        const text = query.get('text') ?? '';
        if (path !== '/search') return { takes: 30, run: () => problem(404) };
        const ms = shuffled ? 20 + Math.floor(tools.random() * 170) : takes(text);
        return { takes: ms, run: () => json(find(text)) };
      },
    },
    {
      shuffle: () => {
        shuffled = true;
      },
    },
  );
}
