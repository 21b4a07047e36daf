import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weatherServer } from '../../src/worlds/servers/weather.ts';
import { type Reading, stations, type WeatherControl } from '../../src/worlds/weather.ts';
import { type Asked, virtual } from './virtual.ts';

const weather = () => virtual<WeatherControl>(weatherServer);
const readingsOf = ({ text }: Asked): Reading[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const numbers = (asked: Asked) => readingsOf(asked).map(({ number }) => number);

describe('the weather server', () => {
  it('sends twelve readings of a station, each when it is taken', () => {
    const { ask, run } = weather();
    const asked = ask('/harbour/readings');
    run();
    assert.equal(asked.at, 20);
    assert.deepEqual(
      asked.pieces.map(([at]) => at),
      [50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 550, 600],
    );
    assert.deepEqual(numbers(asked), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    assert.deepEqual(readingsOf(asked)[6], {
      station: 'harbour',
      number: 7,
      celsius: 15,
      wind: 25,
      sky: '⛈',
      storm: true,
    });
  });

  it('never has two stations speak at the same moment, and is done within 1.5 s', () => {
    const { ask, run } = weather();
    const asked = stations.map((station) => ask(`/${station}/readings`));
    run();
    const times = asked.flatMap(({ pieces }) => pieces.map(([at]) => at));
    assert.equal(new Set(times).size, 48);
    assert.ok(Math.max(...times) < 1_500);
  });

  it('has a storm at three of four stations', () => {
    const { ask, run } = weather();
    const asked = stations.map((station) => ask(`/${station}/readings`));
    run();
    assert.deepEqual(
      asked.map((answer) => readingsOf(answer).filter(({ storm }) => storm).length),
      [3, 6, 0, 1],
    );
  });

  it('sends bursts', () => {
    const { control, ask, run } = weather();
    control.burst('harbour', 5);
    const asked = ask('/harbour/readings');
    run();
    assert.deepEqual(
      asked.pieces.map(([at]) => at),
      [250, 500, 600],
    );
    assert.equal(readingsOf(asked).length, 12);
  });

  it('falls silent', () => {
    const { control, ask, run } = weather();
    control.silence('harbour', { after: 3, ms: 400 });
    const asked = ask('/harbour/readings');
    run();
    assert.deepEqual(
      asked.pieces.slice(0, 5).map(([at]) => at),
      [50, 100, 150, 600, 650],
    );
  });

  it('lets readings overtake each other, and loses none', () => {
    const { control, ask, run } = weather();
    control.shuffle('harbour');
    const asked = ask('/harbour/readings');
    run();
    assert.deepEqual(numbers(asked), [2, 1, 3, 5, 4, 6, 8, 7, 9, 11, 10, 12]);
  });

  it('cuts readings anywhere, also inside a character, and the text is the same', () => {
    const { ask, run } = weather();
    const whole = ask('/summit/readings');
    run();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (bytes) => {
        const { control, ask, run } = weather();
        control.split('summit', bytes);
        const asked = ask('/summit/readings');
        run();
        assert.equal(asked.text, whole.text);
        assert.ok(asked.pieces.every(([, length]) => length <= bytes));
      }),
    );
    const { control, ask: askCut, run: runCut } = weather();
    control.split('summit', 7);
    const cut = askCut('/summit/readings');
    runCut();
    const bytes = new TextEncoder().encode(cut.text);
    const cuts = cut.pieces.map(([, length]) => length);
    let at = 0;
    let inside = 0;
    for (const length of cuts) {
      at += length;
      if (at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80) inside += 1;
    }
    assert.ok(inside > 0, 'no character was cut');
  });

  it('closes the connection when the client leaves', () => {
    const { control, ask, run, after } = weather();
    const asked = ask('/harbour/readings');
    after(120, () => asked.abort());
    run();
    assert.equal(readingsOf(asked).length, 2);
    assert.equal(control.log.aborted, 1);
  });

  it('has old readings, five on a page', () => {
    const { ask, run } = weather();
    const pages = [1, 2, 3, 4, 5, 6].map((page) => ask(`/forest/history?page=${page}`));
    run();
    const bodies = pages.map((page) => page.json() as { readings: Reading[]; next: number | null });
    assert.deepEqual(
      bodies.map(({ readings, next }) => [readings.length, next]),
      [
        [5, 2],
        [5, 3],
        [5, 4],
        [5, 5],
        [3, null],
        [0, null],
      ],
    );
    assert.equal(bodies[4]?.readings[2]?.number, 23);
    assert.equal(pages[0]?.at, 60);
  });

  for (const path of [
    '/',
    '/desert/readings',
    '/harbour/other',
    '/harbour/history?page=0',
    '/harbour/history?page=x',
    '/toString/readings',
  ]) {
    it(`answers 404 to ${path}`, () => {
      const { ask, run } = weather();
      const asked = ask(path);
      run();
      assert.equal(asked.status, 404);
    });
  }
});
