/**
 * The box office of one show. It does what it is asked: who pays without holding a seat first is sold one, whether there is one or
 * not. Seats are safe with those who hold before they pay.
 */
import type { BoxOfficeState, Hold, Ticket } from '../box-office.ts';
import {
  type Answer,
  createServer,
  type Incoming,
  json,
  problem,
  type Server,
  type Tools,
  type Work,
} from './server.ts';

const checkTakes = 40;
const holdTakes = 60;
/** A payment is booked after the first, and the answer is there after both. */
const payTakes = 60;
const payReplyTakes = 40;
const releaseTakes = 30;
const defaultSeats = 3;

export function boxOfficeServer(tools: Tools): Server {
  let seats = defaultSeats;
  let sold = 0;
  let charged = 0;
  let lastHold = 0;
  let duplicates = 0;
  const holds = new Map<string, Hold>();
  const paid = new Map<string, Ticket>();
  const waiting: { buyer: string; done: () => void; hold?: Hold }[] = [];

  const free = () => Math.max(0, seats - sold - holds.size);

  const holdFor = (buyer: string): Hold => {
    lastHold += 1;
    const hold = { id: `hold-${lastHold}`, buyer };
    holds.set(hold.id, hold);
    return hold;
  };

  /** Gives free seats to those who have waited longest. */
  const serveWaiting = () => {
    while (free() > 0) {
      const next = waiting.shift();
      if (!next) return;
      next.hold = holdFor(next.buyer);
      next.done();
    }
  };

  function pay(request: Incoming): Answer {
    const { buyer, hold } = read(request) as { buyer?: string; hold?: string };
    const key = request.headers.get('idempotency-key');
    const before = key === null ? undefined : paid.get(key);
    if (before) return json(before);
    const held = hold === undefined ? undefined : holds.get(hold);
    if (hold !== undefined && !held) return problem(410);
    if (held) holds.delete(held.id);
    sold += 1;
    charged += 1;
    const ticket = { number: sold, buyer: held?.buyer ?? buyer ?? '' };
    if (key !== null) paid.set(key, ticket);
    return json(ticket, 201);
  }

  const operations: Record<string, (request: Incoming) => Work> = {
    check: () => ({ takes: checkTakes, run: () => json({ free: free() }) }),
    hold: (request) => ({
      takes: holdTakes,
      run: () => (free() > 0 ? json(holdFor(String(read(request)['buyer'])), 201) : problem(409)),
    }),
    pay: (request) => ({
      takes: payTakes,
      back: payReplyTakes,
      run() {
        const answer = pay(request);
        if (duplicates > 0) {
          duplicates -= 1;
          pay(request);
        }
        return answer;
      },
    }),
    release: (request) => ({
      takes: releaseTakes,
      run() {
        if (!holds.delete(String(read(request)['hold']))) return problem(410);
        serveWaiting();
        return json({ free: free() });
      },
    }),
    wait(request) {
      const place: (typeof waiting)[number] = { buyer: String(read(request)['buyer']), done: () => {} };
      return {
        takes(done) {
          place.done = done;
          waiting.push(place);
          const stop = tools.after(holdTakes, serveWaiting);
          return () => {
            stop();
            const index = waiting.indexOf(place);
            if (index >= 0) waiting.splice(index, 1);
          };
        },
        run: () => json(place.hold, 201),
      };
    },
  };

  return createServer(
    'boxoffice.test',
    tools,
    {
      name: ({ path }) => path.slice(1),
      handle(request) {
        const name = request.path.slice(1);
        const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
        if (!operation) return { takes: releaseTakes, run: () => problem(404) };
        if (request.method !== (name === 'check' ? 'GET' : 'POST'))
          return { takes: releaseTakes, run: () => problem(405) };
        return operation(request);
      },
    },
    {
      get state(): BoxOfficeState {
        return { seats, free: free(), held: holds.size, sold, charged, waiting: waiting.length };
      },
      open(options: { seats: number }) {
        seats = options.seats;
        sold = 0;
        charged = 0;
        holds.clear();
        paid.clear();
      },
      duplicate({ times = 1 }: { times?: number } = {}) {
        duplicates = times;
      },
    },
  );
}

function read(request: Incoming): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
