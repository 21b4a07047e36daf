import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ratesServer } from '../../src/worlds/servers/rates.ts';
import { virtual } from './virtual.ts';

const bases = ['USD', 'EUR', 'PLN', 'NOK', 'CZK'];

function answers(): Record<string, Record<string, number>> {
  const { ask, run } = virtual(ratesServer);
  const asked = bases.map((base) => [base, ask(`/${base}`)] as const);
  run();
  return Object.fromEntries(asked.map(([base, answer]) => [base, answer.json() as Record<string, number>]));
}

describe('the rates server', () => {
  it('takes as long as the book says', () => {
    const { ask, run } = virtual(ratesServer);
    const asked = bases.map((base) => ask(`/${base}`));
    run();
    assert.deepEqual(
      asked.map(({ at }) => at),
      [120, 80, 200, 60, 150],
    );
  });

  it('gives rates of at most two decimals, so that they print the same everywhere', () => {
    for (const rates of Object.values(answers()))
      for (const rate of Object.values(rates)) assert.match(String(rate), /^\d+(\.\d{1,2})?$/);
  });

  it('gives rates that agree with each other', () => {
    const all = answers();
    for (const one of bases)
      for (const other of bases)
        for (const third of bases) {
          const direct = all[one]?.[third] ?? 0;
          const detour = (all[one]?.[other] ?? 0) * (all[other]?.[third] ?? 0);
          assert.ok(Math.abs(direct - detour) < 1e-12, `${one} → ${other} → ${third}`);
        }
  });

  it('has the values that chapters print', () => {
    assert.deepEqual(answers()['EUR'], { USD: 1.25, EUR: 1, PLN: 5, NOK: 12.5, CZK: 25 });
  });

  const refusals: [string, Parameters<ReturnType<typeof virtual>['ask']>, number][] = [
    ['a base it does not know', ['/XXX'], 404],
    ['no base', ['/'], 404],
    ['a name that objects have', ['/toString'], 404],
    ['lower case', ['/usd'], 404],
    ['a method other than GET', ['/USD', { method: 'POST' }], 405],
  ];
  for (const [name, [path, init], status] of refusals) {
    it(`answers ${status} to ${name}`, () => {
      const { ask, run } = virtual(ratesServer);
      const asked = ask(path, init);
      run();
      assert.equal(asked.status, status);
      assert.equal(asked.at, 50);
    });
  }
});
