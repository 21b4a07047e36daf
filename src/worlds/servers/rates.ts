/** Exchange rates. GET https://rates.test/USD → {"USD":1,"EUR":0.8,…} */
import { createServer, json, problem, type Server, type Tools } from './server.ts';

/** In Czech korunas. Chosen so that every rate between two of them has at most two decimals. */
const worth = { USD: 20, EUR: 25, PLN: 5, NOK: 2, CZK: 1 };

/** How long an answer takes, in ms. */
const latency = { USD: 120, EUR: 80, PLN: 200, NOK: 60, CZK: 150 };

type Currency = keyof typeof worth;

const isCurrency = (text: string): text is Currency => Object.hasOwn(worth, text);

function ratesOf(base: Currency): Record<string, number> {
  return Object.fromEntries(Object.entries(worth).map(([name, value]) => [name, worth[base] / value]));
}

export function ratesServer(tools: Tools): Server {
  return createServer('rates.test', tools, {
    name: (request) => request.path.slice(1),
    handle(request) {
      const base = request.path.slice(1);
      if (!isCurrency(base)) return { takes: 50, run: () => problem(404) };
      if (request.method !== 'GET') return { takes: 50, run: () => problem(405) };
      return { takes: latency[base], run: () => json(ratesOf(base)) };
    },
  });
}
