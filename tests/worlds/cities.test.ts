import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CitiesControl } from '../../src/worlds/cities.ts';
import { citiesServer } from '../../src/worlds/servers/cities.ts';
import { cityNames } from '../../src/worlds/servers/city-names.ts';
import { virtual } from './virtual.ts';

function find(text: string): string[] {
  const { ask, run } = virtual(citiesServer);
  const asked = ask(`/search?text=${encodeURIComponent(text)}`);
  run();
  return (asked.json() as { name: string }[]).map(({ name }) => name);
}

describe('the city search', () => {
  it('knows three hundred cities, none twice', () => {
    const names = Object.values(cityNames).flatMap((text) => text.split(', '));
    assert.equal(names.length, 300);
    assert.equal(new Set(names).size, 300);
  });

  const searches: [string, string[]][] = [
    ['pra', ['Prachuap', 'Prague', 'Praia', 'Prato', 'Prayagraj']],
    ['PRAG', ['Prague']],
    ['přer', ['Přerov']],
    ['prer', ['Přerov']],
    ['reykjavik', ['Reykjavík']],
    ['xyz', []],
    ['', []],
    ['new', ['New York']],
    ['new ', ['New York']],
  ];
  for (const [text, names] of searches) {
    it(`answers ${JSON.stringify(text)} with ${names.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(find(text), names);
    });
  }

  it('takes longer for shorter texts, so that an older answer comes after a newer one', () => {
    const { ask, run, after } = virtual(citiesServer);
    const at: Record<string, number | undefined> = {};
    for (const [index, text] of ['p', 'pr', 'pra', 'prag'].entries())
      after(index * 50, () => {
        const asked = ask(`/search?text=${text}`);
        after(200, () => {
          at[text] = asked.at;
        });
      });
    run();
    assert.deepEqual(at, { p: 180, pr: 200, pra: 170, prag: 190 });
  });

  it('answers in any order when shuffled, the same each run', () => {
    const times = () => {
      const { control, ask, run } = virtual<CitiesControl>(citiesServer);
      control.shuffle();
      const all = ['p', 'pr', 'pra', 'prag'].map((text) => ask(`/search?text=${text}`));
      run();
      return all.map(({ at }) => at ?? 0);
    };
    assert.deepEqual(times(), times());
    assert.ok(times().every((at) => at >= 20 && at < 190));
    assert.equal(new Set(times()).size, 4);
  });

  it('fails for the text it is told to', () => {
    const { control, ask, run } = virtual(citiesServer);
    control.fail('pr', { times: 1 });
    const [p, pr, again] = ['p', 'pr', 'pr'].map((text) => ask(`/search?text=${text}`));
    run();
    assert.deepEqual([p?.status, pr?.status, again?.status], [200, 503, 200]);
  });
});
