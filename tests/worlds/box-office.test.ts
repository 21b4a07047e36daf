import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { BoxOfficeControl, Hold } from '../../src/worlds/box-office.ts';
import { boxOfficeServer } from '../../src/worlds/servers/box-office.ts';
import { virtual } from './virtual.ts';

function boxOffice(seats: number) {
  const world = virtual<BoxOfficeControl>(boxOfficeServer);
  world.control.open({ seats });
  const post = (what: string, body: object, headers = {}) =>
    world.ask(`/${what}`, { method: 'POST', body: JSON.stringify(body), headers });
  return {
    ...world,
    check: () => world.ask('/check'),
    hold: (buyer: string) => post('hold', { buyer }),
    pay: (body: { buyer?: string; hold?: string }, key?: string) =>
      post('pay', body, key === undefined ? {} : { 'idempotency-key': key }),
    release: (hold: string) => post('release', { hold }),
    wait: (buyer: string) => post('wait', { buyer }),
  };
}

describe('the box office', () => {
  it('sells the last seat twice to those who check first and pay later', () => {
    const { control, check, pay, run, after } = boxOffice(1);
    for (const buyer of ['Ann', 'Ben']) {
      const asked = check();
      after(40, () => {
        if ((asked.json() as { free: number }).free > 0) pay({ buyer });
      });
    }
    run();
    assert.deepEqual(control.state, { seats: 1, free: 0, held: 0, sold: 2, charged: 2, waiting: 0 });
  });

  it('holds a seat for one of two', () => {
    const { control, hold, run } = boxOffice(1);
    const [ann, ben] = [hold('Ann'), hold('Ben')];
    run();
    assert.deepEqual([ann.status, ben.status], [201, 409]);
    assert.deepEqual(ann.json(), { id: 'hold-1', buyer: 'Ann' });
    assert.equal(control.state.held, 1);
  });

  it('sells a held seat to whom it is held for, once', () => {
    const { control, hold, pay, run } = boxOffice(1);
    hold('Ann');
    run();
    const paid = pay({ hold: 'hold-1' });
    const again = pay({ hold: 'hold-1' });
    run();
    assert.deepEqual(paid.json(), { number: 1, buyer: 'Ann' });
    assert.equal(again.status, 410);
    assert.deepEqual(control.state, { seats: 1, free: 0, held: 0, sold: 1, charged: 1, waiting: 0 });
  });

  it('books a payment before it answers: who gives up in between has paid', () => {
    const { control, pay, run, after } = boxOffice(1);
    const paid = pay({ buyer: 'Ann' });
    after(80, () => paid.abort());
    run();
    assert.equal(paid.status, undefined);
    assert.equal(control.state.sold, 1);
    assert.equal(control.log.aborted, 0);
  });

  it('has not sold to who gave up before', () => {
    const { control, pay, run, after } = boxOffice(1);
    const paid = pay({ buyer: 'Ann' });
    after(50, () => paid.abort());
    run();
    assert.equal(control.state.sold, 0);
    assert.equal(control.log.aborted, 1);
  });

  it('charges twice when an answer is lost and the client tries again', () => {
    const { control, pay, run } = boxOffice(2);
    control.lose('pay', { times: 1 });
    pay({ buyer: 'Ann' });
    run();
    pay({ buyer: 'Ann' });
    run();
    assert.equal(control.state.charged, 2);
  });

  it('charges once for one key, and answers the same', () => {
    const { control, pay, run } = boxOffice(2);
    control.lose('pay', { times: 1 });
    pay({ buyer: 'Ann' }, 'k1');
    run();
    const again = pay({ buyer: 'Ann' }, 'k1');
    run();
    assert.equal(control.state.charged, 1);
    assert.deepEqual(again.json(), { number: 1, buyer: 'Ann' });
  });

  it('does what is delivered twice twice, unless it has a key', () => {
    const { control, pay, run } = boxOffice(3);
    control.duplicate({ times: 2 });
    pay({ buyer: 'Ann' });
    pay({ buyer: 'Ben' }, 'k2');
    run();
    assert.equal(control.state.charged, 3);
  });

  it('can be down for payments only', () => {
    const { control, hold, pay, run } = boxOffice(1);
    control.fail('pay', { status: 503 });
    const [held, paid] = [hold('Ann'), pay({ buyer: 'Ben' })];
    run();
    assert.deepEqual([held.status, paid.status, control.state.sold], [201, 503, 0]);
  });

  it('gives a released seat to who has waited longest', () => {
    const { control, hold, wait, release, run, now } = boxOffice(1);
    hold('Ann');
    run();
    const [ben, cleo] = [wait('Ben'), wait('Cleo')];
    run();
    assert.equal(ben.status, undefined);
    assert.equal(control.state.waiting, 2);
    const before = now();
    release('hold-1');
    run();
    assert.deepEqual(ben.json(), { id: 'hold-2', buyer: 'Ben' });
    assert.equal(ben.at, before + 30);
    assert.equal(cleo.status, undefined);
    cleo.abort();
    assert.deepEqual(control.state, { seats: 1, free: 0, held: 1, sold: 0, charged: 0, waiting: 0 });
  });

  it('does not keep who waits when there is a seat', () => {
    const { wait, run } = boxOffice(1);
    const ben = wait('Ben');
    run();
    assert.equal(ben.at, 60);
  });

  for (const [name, ask, status] of [
    ['an unknown word', { path: '/steal', method: 'POST' }, 404],
    ['a name that objects have', { path: '/toString', method: 'POST' }, 404],
    ['the wrong method', { path: '/pay', method: 'GET' }, 405],
    ['a hold that does not exist', { path: '/release', method: 'POST', body: '{"hold":"hold-9"}' }, 410],
    ['a body that is no JSON', { path: '/release', method: 'POST', body: 'hold-9' }, 410],
  ] as const) {
    it(`answers ${status} to ${name}`, () => {
      const { ask: send, run } = boxOffice(1);
      const { path, ...init } = ask;
      const asked = send(path, init);
      run();
      assert.equal(asked.status, status);
    });
  }

  it('never sells or holds more than there are to those who hold first', () => {
    const step = fc.record({
      at: fc.nat(400),
      what: fc.constantFrom('hold', 'pay', 'release', 'wait'),
      giveUp: fc.option(fc.nat(120)),
      pick: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 30 }), (seats, steps) => {
        const { control, hold, pay, release, wait, run, after } = boxOffice(seats);
        const held: Hold[] = [];
        for (const { at, what, giveUp, pick } of steps)
          after(at, () => {
            const id = held[pick % Math.max(1, held.length)]?.id ?? 'hold-0';
            const asked =
              what === 'hold'
                ? hold('x')
                : what === 'wait'
                  ? wait('y')
                  : what === 'pay'
                    ? pay({ hold: id })
                    : release(id);
            if (giveUp !== null) after(giveUp, () => asked.abort());
            after(200, () => {
              if ((what === 'hold' || what === 'wait') && asked.status === 201)
                held.push(asked.json() as Hold);
            });
            const { sold, held: now, free, charged } = control.state;
            assert.ok(sold + now <= seats);
            assert.equal(free, seats - sold - now);
            assert.equal(charged, sold);
          });
        run();
      }),
      { numRuns: 200 },
    );
  });
});
