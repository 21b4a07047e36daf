/** What can be seen of the network, as lines; the same in every host. In a browser, the entry of a bundle. */
import type { BoxOfficeControl } from '../../../src/worlds/box-office.ts';
import type { ChatControl } from '../../../src/worlds/chat.ts';
import type { Control } from '../../../src/worlds/control.ts';
import type { SiteControl } from '../../../src/worlds/site.ts';
import { type Lab, start } from './lab.ts';

const usd = 'https://rates.test/USD';
const harbour = 'https://weather.test/harbour/readings';

type Scene = (lab: Lab, say: (...values: unknown[]) => void) => Promise<void>;

const errorOf = (promise: Promise<unknown> | undefined) =>
  (promise ?? Promise.resolve()).then(
    () => 'fulfilled',
    (error) => (error instanceof Error ? error.name : String(error)),
  );

/** How many microtask turns pass until `promise` is settled. */
async function turnsOf(promise: Promise<unknown>): Promise<number> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  let turns = 0;
  for (; turns < 50 && !settled; turns++) await undefined;
  return turns;
}

const scenes: Record<string, Scene> = {
  async 'a response'({ fetch, kernel }, say) {
    const response = await fetch(usd);
    const { status, statusText, ok, url, redirected, type, bodyUsed } = response;
    say(kernel.now(), status, statusText, ok, url, redirected, type, bodyUsed);
    say(response instanceof Response, response.body instanceof ReadableStream, response.body?.locked);
    say(response.headers.get('content-type'));
    const reading = response.text();
    say(response.bodyUsed, response.body?.locked);
    say(await reading, kernel.now());
    say(await errorOf(response.text()));
  },
  async turns({ fetch, Response }, say) {
    for (const read of ['text', 'json', 'arrayBuffer', 'bytes', 'blob'] as const) {
      say(read, await turnsOf((await fetch(usd))[read]()), await turnsOf(new Response('{}')[read]()));
    }
    say(await turnsOf((await fetch(usd)).clone().text()));
    const reader = (await fetch(usd)).body?.getReader();
    say(await turnsOf(reader?.read() ?? Promise.resolve()));
    say(await turnsOf(reader?.closed ?? Promise.resolve()));
  },
  async pieces({ fetch, kernel, connect }, say) {
    const reader = (await fetch(harbour)).body?.getReader();
    for (let count = 0; count < 3; count++) {
      const next = await reader?.read();
      say(kernel.now(), next?.done, next?.value?.constructor.name, next?.value?.length);
    }
    await reader?.cancel('enough');
    say(connect<Control>('weather.test').log.aborted, await errorOf(reader?.read()));
    const byte = (await fetch(usd)).body?.getReader({ mode: 'byob' });
    let bytes = 0;
    let reads = 0;
    for (;;) {
      const next = await byte?.read(new Uint8Array(10));
      if (!next || next.done) break;
      reads += 1;
      bytes += next.value.length;
    }
    say(bytes, reads);
  },
  async pipes({ fetch, Response, kernel }, say) {
    const [one, other] = (await fetch(harbour)).body?.tee() ?? [];
    const texts = await Promise.all([new Response(one).text(), new Response(other).text()]);
    say(texts[0].length, texts[0] === texts[1], kernel.now());
    const upper = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        controller.enqueue(piece.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte)));
      },
    });
    const piped = (await fetch(usd)).body?.pipeThrough(upper as never);
    say(await new Response(piped).text());
  },
  async aborts({ fetch, connect, sleep }, say) {
    say(await errorOf(fetch(usd, { signal: AbortSignal.abort('before') })));
    const during = new AbortController();
    const promise = fetch(usd, during);
    await sleep(30);
    during.abort('during');
    say(await errorOf(promise));
    const after = new AbortController();
    const response = await fetch(usd, after);
    after.abort('after');
    say(await errorOf(response.text()));
    const middle = new AbortController();
    const streaming = await fetch(harbour, middle);
    const reading = [errorOf(streaming.clone().text()), errorOf(streaming.text())];
    await sleep(100);
    middle.abort('middle');
    say(...(await Promise.all(reading)));
    const none = new AbortController();
    const plain = fetch(usd, none);
    none.abort();
    say(await plain.catch((reason) => reason === none.signal.reason));
    say(JSON.stringify(connect<Control>('rates.test').log));
  },
  async failures({ fetch, connect, kernel, Request }, say) {
    say(
      await fetch('https://nowhere.test/').catch((error) => `${error.name}: ${error.message}`),
      kernel.now(),
    );
    for (const [input, init] of [
      ['nonsense', {}],
      ['/relative', {}],
      [usd, { method: 'A B' }],
      [usd, { headers: { 'a b': 'c' } }],
      [usd, { body: 'x' }],
      [usd, { signal: {} }],
    ] as [string, RequestInit][])
      say(await errorOf(fetch(input, init)));
    const site = connect<SiteControl>('site.test');
    site.loop('/shop');
    say(await errorOf(fetch('https://site.test/shop')), site.log.started);
    const chat = connect<ChatControl>('chat.test');
    const broken = (await fetch('https://chat.test/lobby/messages')).text();
    chat.crash('lobby');
    say(await broken.catch((error) => `${error.name}: ${error.message}`));
    const used = new Request('https://boxoffice.test/pay', { method: 'POST', body: '{}' });
    await used.text();
    say(used.bodyUsed, await errorOf(fetch(used)));
  },
  async 'what is sent'({ fetch, Request, connect }, say) {
    const pay = 'https://boxoffice.test/pay';
    const body = '{"buyer":"Ann"}';
    for (const given of [
      body,
      new TextEncoder().encode(body),
      new Blob([body]),
      new TextEncoder().encode(body).buffer as ArrayBuffer,
    ]) {
      const init = { method: 'POST', body: given };
      for (const send of [
        () => fetch(pay, init),
        () => fetch(new Request(pay, init)),
        () => fetch(new Request(pay, init).clone()),
        () => fetch(new Request(new Request(pay, init))),
      ])
        say(JSON.stringify(await (await send()).json()));
    }
    say(connect<BoxOfficeControl>('boxoffice.test').state.sold);
  },
  async 'made responses'({ Response, Request, kernel }, say) {
    const made = new Response('text', { status: 201 });
    say(
      made.status,
      made.headers.get('content-type'),
      made.constructor === Response,
      made.url === '',
      made.type,
    );
    say(await made.clone().text(), await made.text(), made.bodyUsed);
    say(
      JSON.stringify(await Response.json({ a: 1 }).json()),
      new Response().body,
      await new Response().text(),
    );
    say(await new Response(new Blob(['blob'])).text(), kernel.held);
    say(await new Request(usd, { method: 'POST', body: 'sent' }).text());
    let text = '';
    const reader = new Blob(['some text']).stream().getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read())
      text += new TextDecoder().decode(next.value);
    say(text, await new Blob(['x']).text(), kernel.held);
  },
  async 'a hanging request'({ fetch, connect }, say) {
    connect<Control>('rates.test').hang('USD');
    say('waiting');
    await fetch(usd);
    say('never');
  },
};

/** All lines of all scenes. */
export async function playScenes(): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, scene] of Object.entries(scenes)) {
    lines.push(`# ${name}`);
    const { kernel } = await start((lab) => scene(lab, (...values) => lines.push(values.join(' '))));
    for (const { at, type, cause } of kernel.events) lines.push(`  ${at} ${type} ${cause}`);
  }
  return lines;
}
