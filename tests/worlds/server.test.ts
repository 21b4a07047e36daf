import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Control } from '../../src/worlds/control.ts';
import { ratesServer } from '../../src/worlds/servers/rates.ts';
import { createServer, type Tools, timed } from '../../src/worlds/servers/server.ts';
import { virtual } from './virtual.ts';

/** Answers after 100 ms; the work is done after 60. */
const echo = (tools: Tools) =>
  createServer('echo.test', tools, {
    name: ({ path }) => path.slice(1),
    handle: ({ path }) => ({ takes: 60, back: 40, run: () => ({ status: 200, body: path }) }),
  });

describe('a server keeps a log of its own', () => {
  it('counts what it started and finished, and the most it did at one time', () => {
    const { control, ask, run } = virtual(ratesServer);
    for (const base of ['USD', 'EUR', 'PLN', 'NOK', 'CZK']) ask(`/${base}`);
    assert.deepEqual(control.log, { started: 5, finished: 0, aborted: 0, maxInFlight: 5 });
    run(100);
    assert.deepEqual(control.log, { started: 5, finished: 2, aborted: 0, maxInFlight: 5 });
    run();
    assert.deepEqual(control.log, { started: 5, finished: 5, aborted: 0, maxInFlight: 5 });
  });

  it('lists requests in order of arrival, with their times', () => {
    const { control, ask, run, after } = virtual(ratesServer);
    const slow = ask('/PLN');
    after(10, () => ask('/NOK'));
    after(50, () => slow.abort());
    run();
    assert.deepEqual(control.requests, [
      { what: 'PLN', started: 0, aborted: 50 },
      { what: 'NOK', started: 10, status: 200, finished: 70 },
    ]);
  });

  it('gives copies: what a program does to them changes nothing', () => {
    const { control } = virtual(ratesServer);
    control.log.started = 99;
    assert.equal(control.log.started, 0);
  });
});

describe('a client may give up', () => {
  it('before the work is done: then it is not done', () => {
    const { control, ask, run, after } = virtual(echo);
    const asked = ask('/a');
    after(30, () => asked.abort());
    run();
    assert.deepEqual(asked.seen, ['started', 'aborted by client']);
    assert.equal(asked.status, undefined);
    assert.deepEqual(control.log, { started: 1, finished: 0, aborted: 1, maxInFlight: 1 });
  });

  it('after the work was done: then only the answer is lost', () => {
    const { control, ask, run, after } = virtual(echo);
    const asked = ask('/a');
    after(80, () => asked.abort());
    run();
    assert.deepEqual(asked.seen, ['started', 'finished 200']);
    assert.equal(asked.status, undefined);
    assert.equal(control.log.finished, 1);
  });

  it('twice, or after the answer: nothing happens', () => {
    const { control, ask, run } = virtual(echo);
    const asked = ask('/a');
    run();
    asked.abort();
    asked.abort();
    assert.deepEqual(control.log, { started: 1, finished: 1, aborted: 0, maxInFlight: 1 });
  });
});

describe('faults can be switched on', () => {
  const cases: [name: string, set: (control: Control) => void, expected: (number | undefined)[]][] = [
    ['none', () => {}, [200, 200, 200]],
    ['an error, every time', (control) => control.fail('a'), [503, 503, 503]],
    ['an error, so many times', (control) => control.fail('a', { times: 2 }), [503, 503, 200]],
    ['another error', (control) => control.fail('a', { status: 500, times: 1 }), [500, 200, 200]],
    ['an error for everything', (control) => control.fail('*', { times: 1 }), [503, 200, 200]],
    ['an error for something else', (control) => control.fail('b'), [200, 200, 200]],
    ['no answer', (control) => control.hang('a', { times: 1 }), [undefined, 200, 200]],
    ['a lost answer', (control) => control.lose('a', { times: 1 }), [undefined, 200, 200]],
    [
      'two faults after each other',
      (control) => {
        control.fail('a', { times: 1 });
        control.fail('a', { status: 500, times: 1 });
      },
      [503, 500, 200],
    ],
    [
      'healed',
      (control) => {
        control.fail('a');
        control.heal();
      },
      [200, 200, 200],
    ],
  ];
  for (const [name, set, expected] of cases) {
    it(name, () => {
      const { control, ask, run } = virtual(echo);
      set(control);
      const statuses = expected.map(() => {
        const asked = ask('/a');
        run();
        return asked.status;
      });
      assert.deepEqual(statuses, expected);
    });
  }

  it('a lost answer is work that was done', () => {
    const { control, ask, run } = virtual(echo);
    control.lose('a');
    const asked = ask('/a');
    run();
    assert.deepEqual(asked.seen, ['started', 'finished 200']);
    assert.equal(control.log.finished, 1);
  });

  it('a hanging request is work that never ends, until the client gives up', () => {
    const { control, ask, run } = virtual(echo);
    control.hang('a');
    const asked = ask('/a');
    run();
    assert.deepEqual(control.log, { started: 1, finished: 0, aborted: 0, maxInFlight: 1 });
    asked.abort();
    assert.deepEqual(control.log, { started: 1, finished: 0, aborted: 1, maxInFlight: 1 });
  });

  it('slow answers come when they are told to', () => {
    const { control, ask, run } = virtual(echo);
    control.slow('a', { ms: 900, times: 1 });
    const first = ask('/a');
    const second = ask('/a');
    run();
    assert.deepEqual([first.at, second.at], [900, 100]);
  });

  it('a slow tail takes its share, the same for the same seed', () => {
    const times = (seed: number) => {
      const { control, ask, run } = virtual(echo, seed);
      control.slow('*', { ms: 900, share: 0.1 });
      const all = Array.from({ length: 400 }, (_, index) => ask(`/${index}`));
      run();
      return all.map(({ at }) => at);
    };
    const slow = times(1).filter((at) => at === 900).length;
    assert.ok(slow > 20 && slow < 60, `${slow} of 400 were slow`);
    assert.deepEqual(times(1), times(1));
    assert.notDeepEqual(times(1), times(2));
  });
});

describe('limits', () => {
  it('at once: the rest is refused with 429 and told when to come back', () => {
    const { control, ask, run } = virtual(ratesServer);
    control.limit({ atOnce: 3 });
    const all = Array.from({ length: 50 }, () => ask('/USD'));
    run();
    assert.equal(all.filter(({ status }) => status === 200).length, 3);
    assert.equal(all.filter(({ status }) => status === 429).length, 47);
    assert.equal(control.log.maxInFlight, 50);
    assert.equal(all[3]?.headers?.['retry-after'], '1');
    assert.ok(all.every(({ status, at }) => (status === 200 ? at === 120 : at === 20)));
  });

  it('per second: any second has no more than so many', () => {
    const { control, ask, run, after } = virtual(ratesServer);
    control.limit({ perSecond: 5 });
    const statuses: (number | undefined)[] = [];
    for (let index = 0; index < 12; index++)
      after(index * 150, () => {
        const asked = ask('/NOK');
        after(60, () => statuses.push(asked.status));
      });
    run();
    // At 0 … 600 ms five are welcome; those at 750 and 900 are not; the one at 1050 has room again.
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429, 200, 200, 200, 200, 200]);
  });

  it('a refused request does no work, a place is free as soon as one is done or given up', () => {
    const { control, ask, run, after } = virtual(echo);
    control.limit({ atOnce: 1 });
    const first = ask('/a');
    after(30, () => first.abort());
    let second = ask('/b');
    after(31, () => {
      second = ask('/c');
    });
    run();
    assert.equal(second.status, 200);
  });

  it('whatever arrives, the log adds up and limits hold', () => {
    const action = fc.record({
      at: fc.nat(2_000),
      abortAfter: fc.option(fc.nat(250)),
      base: fc.constantFrom('USD', 'EUR', 'PLN', 'NOK', 'CZK', 'XXX'),
    });
    const faults = fc.array(
      fc.record({
        kind: fc.constantFrom('fail', 'hang', 'lose'),
        base: fc.constantFrom('USD', 'NOK', '*'),
        times: fc.nat(3),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 40 }),
        faults,
        fc.integer({ min: 1, max: 6 }),
        (actions, set, atOnce) => {
          const { control, ask, run, after } = virtual(ratesServer);
          control.limit({ atOnce });
          for (const { kind, base, times } of set) control[kind as 'fail'](base, { times });
          for (const { at, abortAfter, base } of actions)
            after(at, () => {
              const asked = ask(`/${base}`);
              if (abortAfter !== null) after(abortAfter, () => asked.abort());
              const { log, requests } = control;
              const open = requests.filter(
                ({ finished, aborted }) => finished === undefined && aborted === undefined,
              );
              assert.equal(log.started - log.finished - log.aborted, open.length);
              assert.ok(open.length <= log.maxInFlight);
            });
          run();
          const { log, requests } = control;
          assert.equal(log.started, actions.length);
          assert.equal(requests.length, actions.length);
          for (const { started, finished, aborted, status } of requests) {
            assert.ok((finished ?? started) >= started && (aborted ?? started) >= started);
            assert.ok(finished === undefined || aborted === undefined);
            assert.equal(finished === undefined, status === undefined);
          }
          // Never more than `atOnce` that are worked on at the same moment; what was given up may have been refused or not.
          const worked = requests.filter(({ status, aborted }) => status !== 429 && aborted === undefined);
          for (const { started } of worked) {
            const then = worked.filter(
              (one) => one.started <= started && (one.finished ?? Number.POSITIVE_INFINITY) > started,
            );
            assert.ok(then.length <= atOnce);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a body that is sent over time', () => {
  const pieces = [
    { after: 10, piece: 'one' },
    { after: 20, piece: 'two' },
    { after: 30, piece: 'three' },
  ];
  const drip = (tools: Tools) =>
    createServer('drip.test', tools, {
      name: () => 'drip',
      handle: () => ({ takes: 5, run: () => ({ status: 200, body: timed(tools, pieces) }) }),
    });

  it('comes piece by piece, and the request is finished with the last', () => {
    const { control, ask, run } = virtual(drip);
    const asked = ask('/');
    run(50);
    assert.equal(control.log.finished, 0);
    run();
    assert.deepEqual(asked.pieces, [
      [15, 3],
      [35, 3],
      [65, 5],
    ]);
    assert.equal(asked.text, 'onetwothree');
    assert.equal(asked.at, 5);
    assert.ok(asked.ended);
    assert.deepEqual(asked.seen, ['started', 'finished 200']);
    assert.equal(control.log.finished, 1);
  });

  it('stops when the client gives up', () => {
    const { control, ask, run, after } = virtual(drip);
    const asked = ask('/');
    after(40, () => asked.abort());
    run();
    assert.equal(asked.text, 'onetwo');
    assert.ok(!asked.ended);
    assert.deepEqual(control.log, { started: 1, finished: 0, aborted: 1, maxInFlight: 1 });
  });

  it('waits when the client has no room, and goes on when it has read', () => {
    const { ask, run, now } = virtual(drip);
    const asked = ask('/', { window: 4 });
    run();
    assert.equal(asked.text, 'onetwo');
    assert.equal(now(), 35);
    asked.read();
    run();
    assert.equal(asked.text, 'onetwothree');
    assert.equal(now(), 65);
    assert.ok(asked.ended);
  });
});
