import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Control } from '../../../src/worlds/control.ts';
import { Arrival } from '../../../src/worlds/servers/arrival.ts';
import { inLab } from './lab.ts';

const usd = 'https://rates.test/USD';
const harbour = 'https://weather.test/harbour/readings';
const encoder = new TextEncoder();

/** How many microtask turns pass until `promise` is settled. */
async function turnsOf(promise: Promise<unknown>): Promise<number> {
  let settled = false;
  promise.then(
    () => {
      settled = true;
    },
    () => {
      settled = true;
    },
  );
  for (let turns = 0; turns < 50; turns++) {
    if (settled) return turns;
    await undefined;
  }
  return Number.POSITIVE_INFINITY;
}

const readers = ['text', 'json', 'arrayBuffer', 'bytes', 'blob'] as const;

describe('a body', () => {
  it('can be read in five ways', () =>
    inLab(async ({ fetch }) => {
      const text = '{"USD":20,"EUR":25,"PLN":5,"NOK":2,"CZK":1}'.replace(/\d+/g, (worth) =>
        String(20 / Number(worth)),
      );
      const [asText, asJson, asBuffer, asBytes, asBlob] = await Promise.all(
        readers.map(async (read) => (await fetch(usd))[read]()),
      );
      assert.equal(asText, text);
      assert.deepEqual(asJson, JSON.parse(text));
      assert.deepEqual(new Uint8Array(asBuffer as ArrayBuffer), encoder.encode(text));
      assert.deepEqual(asBytes, encoder.encode(text));
      assert.equal((asBlob as Blob).type, 'application/json');
      assert.equal(await (asBlob as Blob).text(), text);
    }));

  for (const read of readers) {
    it(`takes one turn to be read by ${read}() once it is there`, () =>
      inLab(async ({ fetch, Response, kernel }) => {
        assert.equal(await turnsOf((await fetch(usd))[read]()), 1);
        assert.equal(await turnsOf(new Response('{}')[read]()), 1);
        assert.equal(kernel.held, 0);
      }));
  }

  it('can be read once', () =>
    inLab(async ({ fetch }) => {
      const response = await fetch(usd);
      const first = response.text();
      assert.ok(response.bodyUsed);
      assert.ok(response.body?.locked);
      await first;
      await assert.rejects(response.text(), {
        name: 'TypeError',
        message: 'Body is unusable: Body has already been read',
      });
      assert.throws(() => response.clone(), TypeError);
      assert.throws(() => response.body?.getReader(), TypeError);
    }));

  it('cannot be read by a method while a reader holds it', () =>
    inLab(async ({ fetch }) => {
      const response = await fetch(usd);
      const reader = response.body?.getReader();
      assert.ok(!response.bodyUsed);
      await assert.rejects(response.text(), TypeError);
      reader?.releaseLock();
      assert.match(await response.text(), /EUR/);
    }));

  it('is used once a reader has read from it', () =>
    inLab(async ({ fetch }) => {
      const response = await fetch(usd);
      const reader = response.body?.getReader();
      await reader?.read();
      reader?.releaseLock();
      assert.ok(response.bodyUsed);
      await assert.rejects(response.text(), TypeError);
    }));

  it('that is no JSON rejects with a SyntaxError', () =>
    inLab(async ({ fetch }) => {
      await assert.rejects((await fetch('https://site.test/')).json(), SyntaxError);
    }));

  it('can be cloned before it is read, and both can be read, in any order', () =>
    inLab(async ({ fetch }) => {
      const response = await fetch(harbour);
      const copy = response.clone();
      assert.equal(copy.url, harbour);
      const again = copy.clone();
      const texts = await Promise.all([again.text(), response.text(), copy.text()]);
      assert.equal(texts[0].split('\n').length, 13);
      assert.equal(texts[0], texts[1]);
      assert.equal(texts[1], texts[2]);
    }));

  it('methods refuse receivers of another kind', () =>
    inLab(async ({ Response }) => {
      await assert.rejects(Response.prototype.text.call({} as Response), TypeError);
    }));
});

describe('a streaming body', () => {
  it('comes piece by piece, each when it was sent', () =>
    inLab(async ({ fetch, kernel }) => {
      const response = await fetch(harbour);
      assert.equal(kernel.now(), 20);
      const times: number[] = [];
      for await (const piece of response.body ?? []) {
        assert.ok(piece instanceof Uint8Array);
        times.push(kernel.now());
      }
      assert.deepEqual(times, [50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 550, 600]);
      assert.deepEqual(
        kernel.events.slice(-3).map(({ at, type }) => [at, type]),
        [
          [0, 'request-started'],
          [20, 'response'],
          [600, 'request-finished'],
        ],
      );
    }));

  it('is read whole when its last piece has come', () =>
    inLab(async ({ fetch, kernel }) => {
      const text = await (await fetch(harbour)).text();
      assert.equal(text.trimEnd().split('\n').length, 12);
      assert.equal(kernel.now(), 600);
    }));

  it('is closed with its last piece, not one read later', () =>
    inLab(async ({ fetch, kernel }) => {
      const reader = (await fetch(usd)).body?.getReader();
      await reader?.read();
      await reader?.closed;
      assert.equal(kernel.now(), 120);
      assert.deepEqual(await reader?.read(), { done: true, value: undefined });
    }));

  it('that is left stops the server', () =>
    inLab(async ({ fetch, connect }) => {
      const response = await fetch(harbour);
      for await (const _ of response.body ?? []) break;
      assert.deepEqual(connect<Control>('weather.test').log, {
        started: 1,
        finished: 0,
        aborted: 1,
        maxInFlight: 1,
      });
    }));

  it('can be piped, split in two, and read by bytes', () =>
    inLab(async ({ fetch, Response }) => {
      const whole = await (await fetch(harbour)).text();
      const piped = (await fetch(harbour)).body?.pipeThrough(
        new TextDecoderStream() as never,
      ) as ReadableStream<string>;
      let text = '';
      for await (const piece of piped) text += piece;
      assert.equal(text, whole);

      const [one, other] = (await fetch(harbour)).body?.tee() ?? [];
      assert.equal(await new Response(one).text(), whole);
      assert.equal(await new Response(other).text(), whole);

      const reader = (await fetch(harbour)).body?.getReader({ mode: 'byob' });
      const bytes: number[] = [];
      for (;;) {
        const { done, value } = (await reader?.read(new Uint8Array(7))) ?? { done: true, value: undefined };
        if (done) break;
        assert.ok((value?.length ?? 0) <= 7);
        bytes.push(...(value ?? []));
      }
      assert.equal(new TextDecoder().decode(new Uint8Array(bytes)), whole);
    }));

  it('that breaks off rejects, and what was not read is lost', () =>
    inLab(async ({ fetch, connect, sleep }) => {
      const chat = connect<{ talk(room: string, options: object): void; crash(room: string): void }>(
        'chat.test',
      );
      const response = await fetch('https://chat.test/lobby/messages');
      const reader = response.body?.getReader();
      chat.talk('lobby', { count: 1, every: 10 });
      await sleep(50);
      chat.crash('lobby');
      await assert.rejects(reader?.read() ?? Promise.resolve(), { name: 'TypeError', message: 'terminated' });
    }));
});

describe('responses that a program makes', () => {
  it('are Responses, with the type that goes with what they are made of', () =>
    inLab(async ({ Response, Request }) => {
      const made = new Response('text', { status: 201 });
      assert.ok(made instanceof Response && made instanceof globalThis.Response);
      assert.equal(made.constructor, Response);
      assert.equal(made.headers.get('content-type'), 'text/plain;charset=UTF-8');
      assert.equal(made.status, 201);
      assert.equal(made.url, '');
      assert.equal(
        new Response('x', { headers: { 'content-type': 'a/b' } }).headers.get('content-type'),
        'a/b',
      );
      assert.equal(
        new Response(new URLSearchParams('a=b')).headers.get('content-type'),
        'application/x-www-form-urlencoded;charset=UTF-8',
      );
      assert.equal(new Response(new Uint8Array(1)).headers.get('content-type'), null);
      assert.equal(await new Response().text(), '');
      assert.equal(new Response().body, null);
      assert.throws(() => new Response('x', { status: 204 }), TypeError);
      assert.throws(() => new Response('x', { status: 99 }), RangeError);
      class Own extends Response {}
      const own = new Own('own');
      assert.ok(own instanceof Own && own instanceof Response);
      assert.equal(await own.text(), 'own');
      assert.equal(new Request(usd).constructor, Request);
    }));

  it('can be JSON', () =>
    inLab(async ({ Response }) => {
      const made = Response.json({ a: 1 }, { status: 202 });
      assert.equal(made.headers.get('content-type'), 'application/json');
      assert.deepEqual([made.status, await made.json()], [202, { a: 1 }]);
      assert.throws(() => Response.json(undefined), TypeError);
    }));

  it('can be read when they are made of a stream that waits for the clock', () =>
    inLab(async ({ Response, sleep, kernel }) => {
      const stream = new ReadableStream({
        async start(controller) {
          for (const text of ['a', 'b']) {
            await sleep(100);
            controller.enqueue(encoder.encode(text));
          }
          controller.close();
        },
      });
      assert.equal(await new Response(stream).text(), 'ab');
      assert.equal(kernel.now(), 200);
      const original = new Response(new Blob(['ab']).stream());
      const copy = original.clone();
      assert.deepEqual(await Promise.all([original.text(), copy.text()]), ['ab', 'ab']);
      const wrong = new ReadableStream({
        start(controller) {
          controller.enqueue('text');
        },
      });
      await assert.rejects(new Response(wrong).text(), TypeError);
    }));

  it('hold the clock while something native is read', () =>
    inLab(async ({ Response, kernel }) => {
      const reading = new Response(new Blob(['blob'])).text();
      assert.equal(kernel.held, 1);
      assert.equal(await reading, 'blob');
      assert.equal(kernel.held, 0);
      const form = new FormData();
      form.set('a', 'b');
      assert.equal((await new Response(form).formData()).get('a'), 'b');
      form.set('file', new Blob(['in a form']), 'name.txt');
      const file = (await new Response(form).formData()).get('file') as File;
      assert.equal(await file.text(), 'in a form');
      assert.match(await new Response(form).text(), /in a form/);
      assert.equal((await new Response(new URLSearchParams('c=d')).formData()).get('c'), 'd');
      assert.equal(kernel.held, 0);
    }));
});

describe('a blob', () => {
  it('holds the clock while it is read, in every way', () =>
    inLab(async ({ kernel }) => {
      const blob = new Blob(['some ', 'text']);
      const ways = [() => blob.text(), () => blob.arrayBuffer(), () => blob.bytes()];
      for (const read of ways) {
        const reading = read();
        assert.equal(kernel.held, 1);
        await reading;
        assert.equal(kernel.held, 0);
      }
      let text = '';
      for await (const piece of blob.stream()) text += new TextDecoder().decode(piece);
      assert.equal(text, 'some text');
      for await (const _ of new Blob().stream()) assert.fail('an empty blob has no pieces');
    }));
});

describe('bytes that arrive', () => {
  it('are the same bytes however they are cut, read and copied', async () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.nat(12), fc.boolean(), async (all, forkAt, stream) => {
        const expected = all.flatMap((piece) => [...piece]);
        const arrival = new Arrival();
        let copy: Arrival | undefined;
        for (const [index, piece] of all.entries()) {
          if (index === forkAt) copy = arrival.fork();
          arrival.push(piece.slice() as Uint8Array<ArrayBuffer>);
        }
        copy ??= arrival.fork();
        arrival.end();
        for (const one of [arrival, copy]) {
          const bytes: number[] = [];
          if (stream) for await (const piece of one.stream) bytes.push(...piece);
          else
            one.collect(
              (whole) => bytes.push(...whole),
              (reason) => assert.fail(String(reason)),
            );
          assert.deepEqual(bytes, expected);
          assert.equal(one.unread, 0);
        }
      }),
      { numRuns: 100 },
    );
  });
});
