import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import type { BoxOfficeControl } from '../../../src/worlds/box-office.ts';
import type { Control } from '../../../src/worlds/control.ts';
import type { SiteControl } from '../../../src/worlds/site.ts';
import { inLab, start } from './lab.ts';

const usd = 'https://rates.test/USD';
const harbour = 'https://weather.test/harbour/readings';

/** What a promise is rejected with. */
const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('it was fulfilled'),
    (reason) => reason,
  );

const events = (kernel: { events: { type: string; at: number }[] }) =>
  kernel.events.map(({ at, type }) => `${at} ${type}`);

describe('fetch', () => {
  it('answers with a native Response after the server took its time', () =>
    inLab(async ({ fetch, kernel }) => {
      const response = await fetch(usd);
      assert.equal(kernel.now(), 120);
      assert.ok(response instanceof Response);
      assert.ok(response.headers instanceof Headers);
      assert.ok(response.body instanceof ReadableStream);
      const { status, statusText, ok, url, redirected, type, bodyUsed } = response;
      assert.deepEqual(
        { status, statusText, ok, url, redirected, type, bodyUsed },
        {
          status: 200,
          statusText: 'OK',
          ok: true,
          url: usd,
          redirected: false,
          type: 'basic',
          bodyUsed: false,
        },
      );
      assert.equal(response.headers.get('content-type'), 'application/json');
      assert.deepEqual(await response.json(), { USD: 1, EUR: 0.8, PLN: 4, NOK: 10, CZK: 20 });
      assert.equal(kernel.now(), 120);
    }));

  it('works on several requests at the same time', () =>
    inLab(async ({ fetch, kernel }) => {
      const order: string[] = [];
      await Promise.all(
        ['USD', 'EUR', 'PLN', 'NOK', 'CZK'].map(async (base) => {
          await fetch(`https://rates.test/${base}`);
          order.push(`${base} ${kernel.now()}`);
        }),
      );
      assert.deepEqual(order, ['NOK 60', 'EUR 80', 'USD 120', 'CZK 150', 'PLN 200']);
    }));

  it('fulfils for an answer that is an error', () =>
    inLab(async ({ fetch }) => {
      const response = await fetch('https://rates.test/XXX');
      assert.deepEqual([response.status, response.ok, response.statusText], [404, false, 'Not Found']);
    }));

  it('records both ends of a request, each event with its cause', async () => {
    const { kernel } = await start(({ fetch }) => fetch(usd));
    assert.deepEqual(
      kernel.events.map(({ seq, at, type, cause }) => [seq, at, type, cause]),
      [
        [0, 0, 'request-sent', -1],
        [1, 0, 'request-started', 0],
        [2, 120, 'request-finished', 1],
        [3, 120, 'response', 2],
      ],
    );
  });

  it('fails for a host nobody knows, after a while, and says whom it could reach', async () => {
    const { kernel } = await start(async ({ fetch, kernel }) => {
      const error = await reasonOf(fetch('https://nowhere.test/x'));
      assert.ok(error instanceof TypeError);
      assert.equal(error.message, 'fetch failed');
      assert.equal(kernel.now(), 5);
    });
    assert.deepEqual(kernel.lines, [
      {
        at: 0,
        level: 'system',
        text: 'Nobody answers at nowhere.test: programs in this book reach rates.test, weather.test, cities.test, boxoffice.test, site.test, chat.test.',
      },
    ]);
  });

  it('gets stuck when the server hangs', async () => {
    const { result, kernel } = await start(async ({ fetch, connect }) => {
      connect<Control>('rates.test').hang('USD');
      await fetch(usd);
    });
    assert.equal(result, undefined);
    assert.deepEqual(events(kernel), ['0 request-sent', '0 request-started']);
  });

  it('keeps the run alive from the call to the last piece of the answer, and no longer', () =>
    inLab(async ({ fetch, kernel }) => {
      const whole = fetch(usd);
      assert.equal(kernel.alive, 1);
      await whole;
      assert.equal(kernel.alive, 0);
      const response = await fetch('https://weather.test/harbour/readings');
      assert.equal(kernel.alive, 1);
      const reader = response.body?.getReader();
      await reader?.read();
      await reader?.cancel();
      assert.equal(kernel.alive, 0);
      await (await fetch('https://weather.test/harbour/readings')).text();
      assert.equal(kernel.alive, 0);
      const controller = new AbortController();
      const aborted = reasonOf(fetch(usd, controller));
      controller.abort();
      await aborted;
      assert.equal(kernel.alive, 0);
    }));

  const invalid: [name: string, input: string, init: RequestInit][] = [
    ['an address that is none', 'not an address', {}],
    ['an address without a host', '/USD', {}],
    ['a method that is none', usd, { method: 'GET IT' }],
    ['a forbidden method', usd, { method: 'TRACE' }],
    ['a header name that is none', usd, { headers: { 'two words': 'x' } }],
    ['a header value that is none', usd, { headers: { x: 'a\nb' } }],
    ['a GET with a body', usd, { body: 'x' }],
    ['a signal that is none', usd, { signal: {} as AbortSignal }],
    ['an unknown redirect mode', usd, { redirect: 'maybe' as RequestRedirect }],
  ];
  for (const [name, input, init] of invalid) {
    it(`rejects ${name} at once, with a TypeError`, () =>
      inLab(async ({ fetch, kernel }) => {
        const promise = fetch(input, init);
        assert.ok((await reasonOf(promise)) instanceof TypeError);
        assert.equal(kernel.now(), 0);
        assert.deepEqual(kernel.events, []);
      }));
  }
});

describe('an abort', () => {
  it('before the call: rejects with the reason, and nothing is sent', () =>
    inLab(async ({ fetch, kernel }) => {
      const reason = { why: 'no' };
      assert.equal(await reasonOf(fetch(usd, { signal: AbortSignal.abort(reason) })), reason);
      assert.deepEqual(kernel.events, []);
    }));

  it('during the call: rejects with the reason itself, and the server stops', () =>
    inLab(async ({ fetch, connect, kernel, sleep }) => {
      const controller = new AbortController();
      const promise = fetch(usd, controller);
      const reason = new Error('enough');
      await sleep(50);
      controller.abort(reason);
      assert.equal(await reasonOf(promise), reason);
      assert.deepEqual(connect<Control>('rates.test').log, {
        started: 1,
        finished: 0,
        aborted: 1,
        maxInFlight: 1,
      });
      assert.deepEqual(events(kernel), ['0 request-sent', '0 request-started', '50 request-aborted']);
      assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
    }));

  it('during the call, without a reason: an AbortError', () =>
    inLab(async ({ fetch }) => {
      const controller = new AbortController();
      const promise = fetch(usd, { signal: controller.signal });
      controller.abort();
      const reason = await reasonOf(promise);
      assert.equal(reason.name, 'AbortError');
      assert.equal(reason, controller.signal.reason);
    }));

  it('rejects before listeners that were added later run, and synchronously', () =>
    inLab(async ({ fetch }) => {
      const order: string[] = [];
      const controller = new AbortController();
      const promise = fetch(usd, controller).catch(() => order.push('rejected'));
      controller.signal.addEventListener('abort', () => order.push('listener'));
      controller.abort();
      order.push('after abort');
      await promise;
      assert.deepEqual(order, ['listener', 'after abort', 'rejected']);
    }));

  it('after the answer, before the body is read: the body is lost, the server had finished', () =>
    inLab(async ({ fetch, connect }) => {
      const controller = new AbortController();
      const response = await fetch(usd, controller);
      const reason = new Error('too late');
      controller.abort(reason);
      assert.equal(await reasonOf(response.text()), reason);
      assert.equal(connect<Control>('rates.test').log.finished, 1);
    }));

  it('while a body is read: the reading rejects, in every way of reading', () =>
    inLab(async ({ fetch, connect, sleep }) => {
      const ways: ((response: Response) => Promise<unknown>)[] = [
        (response) => response.text(),
        (response) => response.json(),
        (response) => response.arrayBuffer(),
        (response) => response.clone().text(),
        async (response) => {
          for await (const _ of response.body ?? []);
        },
        async (response) => {
          const reader = response.body?.getReader();
          while (!(await reader?.read())?.done);
        },
        (response) => response.body?.pipeTo(new WritableStream()) ?? Promise.resolve(),
      ];
      for (const read of ways) {
        const controller = new AbortController();
        const response = await fetch(harbour, controller);
        const reading = reasonOf(read(response));
        await sleep(100);
        const reason = new Error('stop');
        controller.abort(reason);
        assert.equal(await reading, reason, String(read));
        assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
      }
      assert.equal(connect<Control>('weather.test').log.aborted, ways.length);
    }));

  it('after all is read: changes nothing, and no listener is left', () =>
    inLab(async ({ fetch }) => {
      const controller = new AbortController();
      const response = await fetch(usd, controller);
      const text = response.text();
      assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
      controller.abort();
      assert.match(await text, /EUR/);
    }));

  it('of a signal that serves many calls stops them all', () =>
    inLab(async ({ fetch, connect }) => {
      const controller = new AbortController();
      const all = ['USD', 'EUR', 'PLN'].map((base) =>
        reasonOf(fetch(`https://rates.test/${base}`, controller)),
      );
      controller.abort('all');
      assert.deepEqual(await Promise.all(all), ['all', 'all', 'all']);
      assert.equal(connect<Control>('rates.test').log.aborted, 3);
    }));

  it('of the signal of a Request works, and that of the call comes first', () =>
    inLab(async ({ fetch, Request }) => {
      const ofRequest = new AbortController();
      const ofCall = new AbortController();
      const one = reasonOf(fetch(new Request(usd, ofRequest)));
      const other = reasonOf(fetch(new Request(usd, ofRequest), ofCall));
      ofRequest.abort('request');
      ofCall.abort('call');
      assert.deepEqual(await Promise.all([one, other]), ['request', 'call']);
    }));

  it('leaves no listener when the call fails by itself', () =>
    inLab(async ({ fetch }) => {
      const { signal } = new AbortController();
      await reasonOf(fetch('https://nowhere.test/', { signal }));
      assert.deepEqual(getEventListeners(signal, 'abort'), []);
    }));
});

describe('redirects', () => {
  it('that go in circles end as a failure', () =>
    inLab(async ({ fetch, connect }) => {
      const site = connect<SiteControl>('site.test');
      site.loop('/shop');
      const error = await reasonOf(fetch('https://site.test/shop'));
      assert.ok(error instanceof TypeError);
      assert.equal(site.log.started, 21);
    }));

  it('are not followed when told so', () =>
    inLab(async ({ fetch, connect }) => {
      connect<SiteControl>('site.test').loop('/shop');
      const manual = await fetch('https://site.test/shop', { redirect: 'manual' });
      assert.equal(manual.status, 302);
      assert.ok(
        (await reasonOf(fetch('https://site.test/shop', { redirect: 'error' }))) instanceof TypeError,
      );
    }));

  it('can be aborted at any hop', () =>
    inLab(async ({ fetch, connect, sleep }) => {
      const site = connect<SiteControl>('site.test');
      site.loop('/shop');
      const controller = new AbortController();
      const promise = reasonOf(fetch('https://site.test/shop', controller));
      await sleep(35);
      controller.abort('enough');
      assert.equal(await promise, 'enough');
      assert.deepEqual(site.log, { started: 4, finished: 3, aborted: 1, maxInFlight: 1 });
    }));
});

describe('what is sent', () => {
  const pay = 'https://boxoffice.test/pay';
  const body = '{"buyer":"Ann"}';
  const bytes = new TextEncoder().encode(body);
  const bodies: [string, () => { body: BodyInit; duplex?: 'half' }, held: boolean][] = [
    ['a text', () => ({ body }), false],
    ['bytes', () => ({ body: bytes }), false],
    [
      'a part of a buffer',
      () => ({ body: new Uint8Array([1, ...bytes, 2]).subarray(1, bytes.length + 1) }),
      false,
    ],
    ['a buffer', () => ({ body: bytes.slice().buffer }), false],
    ['a blob', () => ({ body: new Blob([body]) }), true],
    ['a stream', () => ({ body: new Blob([body]).stream(), duplex: 'half' }), false],
  ];
  for (const [name, init, held] of bodies) {
    for (const way of ['the call', 'a Request', 'a clone of a Request', 'a Request of a Request']) {
      it(`arrives: ${name}, given to ${way}`, () =>
        inLab(async ({ fetch, Request, connect, kernel }) => {
          let mostHeld = 0;
          const { hold } = kernel;
          kernel.hold = () => {
            mostHeld = Math.max(mostHeld, kernel.held + 1);
            return hold();
          };
          const request = { method: 'POST', ...init() };
          const response = await (way === 'the call'
            ? fetch(pay, request)
            : way === 'a Request'
              ? fetch(new Request(pay, request))
              : way === 'a clone of a Request'
                ? fetch(new Request(pay, request).clone())
                : fetch(new Request(new Request(pay, request))));
          assert.deepEqual(await response.json(), { number: 1, buyer: 'Ann' });
          assert.equal(connect<BoxOfficeControl>('boxoffice.test').state.sold, 1);
          if (held) assert.ok(mostHeld > 0, 'the clock did not stand still');
        }));
    }
  }

  it('headers of the call arrive', () =>
    inLab(async ({ fetch, connect }) => {
      for (let time = 0; time < 2; time++)
        await fetch(pay, { method: 'POST', body, headers: { 'Idempotency-Key': 'k' } });
      assert.equal(connect<BoxOfficeControl>('boxoffice.test').state.charged, 1);
    }));

  it('a Request whose body was read cannot be sent', () =>
    inLab(async ({ fetch, Request }) => {
      const request = new Request(pay, { method: 'POST', body });
      assert.equal(await request.text(), body);
      assert.ok(request.bodyUsed);
      assert.ok((await reasonOf(fetch(request))) instanceof TypeError);
    }));
});

describe('a call that holds the thread', () => {
  it('gets its answer after the clock has moved', () =>
    inLab(({ fetchBlocking, kernel, connect }) => {
      const answer = fetchBlocking(usd);
      assert.ok(Math.abs(kernel.now() - 120) < 0.1);
      assert.equal(answer.status, 200);
      assert.equal(JSON.parse(answer.text).EUR, 0.8);
      assert.deepEqual(connect<Control>('rates.test').log, {
        started: 1,
        finished: 1,
        aborted: 0,
        maxInFlight: 1,
      });
      assert.deepEqual(
        kernel.events.map(({ type }) => type),
        ['request-sent', 'request-started', 'request-finished', 'response'],
      );
    }));

  it('meets faults and limits like any other', () =>
    inLab(({ fetchBlocking, connect }) => {
      const rates = connect<Control>('rates.test');
      rates.fail('USD', { times: 1 });
      rates.limit({ perSecond: 2 });
      assert.deepEqual(
        [fetchBlocking(usd), fetchBlocking(usd), fetchBlocking(usd)].map(({ status }) => status),
        [503, 200, 429],
      );
    }));

  it('throws for a host nobody knows', () =>
    inLab(({ fetchBlocking }) => {
      assert.throws(() => fetchBlocking('https://nowhere.test/'), {
        name: 'TypeError',
        message: 'fetch failed',
      });
    }));
});
