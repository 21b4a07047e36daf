/** Chat rooms. A reader gets messages one at a time, the next when the last was read; the rest waits in a queue at the server. */
import type { Message } from '../chat.ts';
import {
  type Connection,
  createServer,
  type Incoming,
  json,
  problem,
  type Server,
  type Tools,
  type Work,
} from './server.ts';

const joinTakes = 40;
const sendTakes = 30;
const openTakes = 20;

interface Reader {
  name: string;
  queue: Message[];
  /** Takes the next message if it can. */
  take(): void;
  crash(): void;
}

interface Room {
  members: Set<string>;
  readers: Set<Reader>;
  count: number;
}

export function chatServer(tools: Tools): Server {
  const rooms = new Map<string, Room>();
  const roomOf = (name: string): Room => {
    const room = rooms.get(name) ?? { members: new Set(), readers: new Set(), count: 0 };
    rooms.set(name, room);
    return room;
  };

  const publish = (room: Room, from: string, text: string): Message => {
    room.count += 1;
    const message = { number: room.count, from, text };
    for (const reader of room.readers) {
      reader.queue.push(message);
      reader.take();
    }
    return message;
  };

  /** Sends a reader's messages over its connection, as fast as they are read. */
  const attach = (room: Room, name: string, connection: Connection): (() => void) => {
    let ready = true;
    const reader: Reader = {
      name,
      queue: [],
      take() {
        if (!ready) return;
        const message = reader.queue.shift();
        if (!message) return;
        ready = connection.send(`${JSON.stringify(message)}\n`);
        if (ready) reader.take();
      },
      crash: () => connection.fail(),
    };
    connection.onRoom(() => {
      ready = true;
      reader.take();
    });
    room.readers.add(reader);
    return () => room.readers.delete(reader);
  };

  const operations: Record<string, (room: Room, request: Incoming) => Work> = {
    join: (room, request) => ({
      takes: joinTakes,
      run() {
        room.members.add(request.body);
        return json([...room.members], 201);
      },
    }),
    leave: (room, request) => ({
      takes: joinTakes,
      run: () => (room.members.delete(request.body) ? json([...room.members]) : problem(409)),
    }),
    send: (room, request) => ({
      takes: sendTakes,
      run() {
        const from = request.query.get('from') ?? '';
        if (!room.members.has(from)) return problem(403);
        return json(publish(room, from, request.body), 201);
      },
    }),
    messages: (room, request) => ({
      takes: openTakes,
      run: () => ({
        status: 200,
        headers: { 'content-type': 'application/x-ndjson' },
        window: 1,
        body: (connection) => attach(room, request.query.get('reader') ?? 'reader', connection),
      }),
    }),
  };

  return createServer(
    'chat.test',
    tools,
    {
      name: ({ path }) => path.split('/')[2] ?? '',
      handle(request) {
        const [, room = '', what = ''] = request.path.split('/');
        const operation = Object.hasOwn(operations, what) ? operations[what] : undefined;
        if (!operation || room === '') return { takes: openTakes, run: () => problem(404) };
        return operation(roomOf(room), request);
      },
    },
    {
      get queues(): Record<string, number> {
        const readers = [...rooms.values()].flatMap((room) => [...room.readers]);
        return Object.fromEntries(readers.map(({ name, queue }) => [name, queue.length]));
      },
      talk(name: string, { count, every }: { count: number; every: number }) {
        const room = roomOf(name);
        const speakers = ['Ada', 'Bo', 'Cleo'];
        const say = (number: number) => {
          if (number > count) return;
          tools.after(every, () => {
            publish(room, speakers[(number - 1) % speakers.length] ?? '', `message ${number}`);
            say(number + 1);
          });
        };
        say(1);
      },
      addSlowReader(roomName: string, name: string, { every }: { every: number }) {
        const room = roomOf(roomName);
        let busy = false;
        const reader: Reader = {
          name,
          queue: [],
          take() {
            if (busy || reader.queue.length === 0) return;
            busy = true;
            tools.inBackground(every, () => {
              busy = false;
              reader.queue.shift();
              reader.take();
            });
          },
          crash: () => {},
        };
        room.members.add(name);
        room.readers.add(reader);
      },
      crash(name: string) {
        const room = roomOf(name);
        const readers = [...room.readers];
        room.readers.clear();
        room.members.clear();
        for (const reader of readers) reader.crash();
      },
    },
  );
}
