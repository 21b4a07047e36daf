import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compile } from '../../../src/engine/compile/compile.ts';
import { runCompiled } from '../../../src/engine/hosts/node.ts';
import { play, programOf } from './run.ts';

describe('the virtual clock', { concurrency: 2 }, () => {
  it('begins at a fixed instant, costs 0.01 ms to read, and is the same for Date and performance', async () => {
    const { lines } = await play(`
      console.log(performance.now(), performance.now());
      console.log(new Date().toISOString(), Date.now(), performance.timeOrigin);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      console.log(Date.now() - performance.timeOrigin, Math.floor(performance.now()));`);
    assert.deepEqual(lines, [
      '0.01 0.02',
      '2026-01-01T12:00:00.000Z 1767268800000 1767268800000',
      '1500 1500',
    ]);
  });

  it('lets a busy loop end', async () => {
    const { timed } = await play(`
      const end = Date.now() + 100;
      while (Date.now() < end);
      console.log('done');
      const next = performance.now() + 5;
      while (performance.now() < next);
      console.log('done');`);
    assert.deepEqual(timed, ['100 done', '105.01 done']);
  });

  it('lets a program end that polls by messages, immediates, tasks or frames', async () => {
    const { lines } = await play(`
      let over = false;
      setTimeout(() => { over = true; }, 10);
      const { port1, port2 } = new MessageChannel();
      await new Promise<void>((resolve) => {
        port1.onmessage = () => (over ? resolve() : port2.postMessage(0));
        port2.postMessage(0);
      });
      over = false;
      setTimeout(() => { over = true; }, 10);
      while (!over) await (globalThis as any).scheduler.yield();
      over = false;
      setTimeout(() => { over = true; }, 10);
      while (!over) await (globalThis as any).scheduler.postTask(() => {});
      over = false;
      setTimeout(() => { over = true; }, 40);
      while (!over) await new Promise(requestAnimationFrame);
      console.log('over');`);
    assert.deepEqual(lines, ['over']);
    const node = await play(
      `let over = false; setTimeout(() => { over = true; }, 10);
       (function poll() { if (over) console.log('over'); else setImmediate(poll); })();`,
      { flavour: 'node' },
    );
    assert.deepEqual(node.lines, ['over']);
  });

  it('spends no time on a thousand timers that are due together', async () => {
    const { timed } = await play(`
      await Promise.all(Array.from({ length: 1000 }, () => new Promise((resolve) => setTimeout(resolve, 100))));
      console.log('all');`);
    assert.deepEqual(timed, ['100 all']);
  });

  it('has a Date that cannot be told from the native one', async () => {
    const { lines } = await play(`
      class Day extends Date { get tomorrow() { return this.getDate() + 1; } }
      const day = new Day(2024, 1, 28, 12);
      console.log(day instanceof Day, day instanceof Date, day.tomorrow);
      console.log(Date.name, Date.length, String(Date), typeof Date(), Date.prototype.constructor === Date);
      console.log(new Date(0).toISOString(), new Date('2024-02-29').getUTCDate(), Date.UTC(2000, 0), Date.parse('1970-01-01'));
      console.log(Object.prototype.toString.call(new Date()), structuredClone(new Date(5)) instanceof Date);
      console.log(Reflect.construct(Date, [7], class {}) instanceof Date, new Date(undefined as never).getTime());
      console.log(Object.getOwnPropertyNames(Date).sort().join());
      console.log(JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Date'), (_k, v) => typeof v === 'function' ? 'fn' : v));
      console.log(new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(new Date(0)));`);
    assert.deepEqual(lines, [
      'true true 29',
      'Date 7 function Date() { [native code] } string true',
      '1970-01-01T00:00:00.000Z 29 946684800000 0',
      '[object Date] true',
      'false NaN',
      'UTC,length,name,now,parse,prototype',
      '{"value":"fn","writable":true,"enumerable":false,"configurable":true}',
      '1/1/1970',
    ]);
  });

  it('stamps marks and measures', async () => {
    const { lines } = await play(`
      performance.mark('a');
      await new Promise((resolve) => setTimeout(resolve, 50));
      const measure = performance.measure('m', 'a');
      console.log(performance.getEntriesByName('a')[0]?.startTime, Math.round(measure.duration));
      console.log(Math.round(performance.measure('from the origin').duration));
      console.log(performance.measure('given', { start: 3, end: 5 }).duration, performance.mark('b', { startTime: 9 }).startTime);`);
    assert.deepEqual(lines, ['0.01 50', '50', '2 9']);
  });

  it('draws all randomness from the seed', async () => {
    const code = `
      console.log(Math.random(), Math.random());
      console.log(crypto.randomUUID());
      console.log(crypto.getRandomValues(new Uint8Array(4)).join(), crypto.getRandomValues(new Uint32Array(1))[0]);
      try { crypto.getRandomValues(new Float32Array(1) as never); } catch (e) { console.log((e as Error).name); }`;
    const [first, same, other] = await Promise.all([play(code), play(code), play(code, { seed: 2 })]);
    assert.deepEqual(first.lines, same.lines);
    assert.notDeepEqual(first.lines, other.lines);
    assert.match(
      first.lines[1] ?? '',
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.equal(first.lines[3], 'TypeMismatchError');
  });

  it('spreads random numbers evenly', async () => {
    const { lines } = await play(`
      const buckets = Array.from({ length: 10 }, () => 0);
      for (let i = 0; i < 100_000; i++) buckets[Math.floor(Math.random() * 10)]!++;
      console.log(Math.min(...buckets) > 9_600, Math.max(...buckets) < 10_400);`);
    assert.deepEqual(lines, ['true true']);
  });

  it('carries 100,000 timers over a day', async () => {
    const { lines, end } = await play(
      `let n = 0;
       for (let i = 0; i < 100_000; i++) setTimeout(() => { n++; }, i * 864);
       setTimeout(() => console.log(n), 86_400_000);`,
      { trace: false, limit: 20_000 },
    );
    assert.deepEqual([lines, end], [['100000'], { reason: 'quiet', exitCode: 0, at: 86_400_000 }]);
  });
});

describe('the paced clock', () => {
  const code = `
    for (let i = 0; i < 3; i++) { await new Promise((resolve) => setTimeout(resolve, 100)); console.log(i, performance.now()); }`;

  it('shows the same run, only slower', async () => {
    const virtual = await play(code);
    const began = performance.now();
    const paced = await play(code, { clock: 'paced', speed: 2 });
    const took = performance.now() - began;
    assert.deepEqual(paced.trace, virtual.trace);
    assert.deepEqual(paced.output, virtual.output);
    assert.ok(took >= 149, `300 ms at double speed took ${took} ms`);
  });

  it('can be hurried while it runs', async () => {
    const compiled = compile(programOf(code), { probes: true });
    assert.ok(compiled.ok);
    const began = performance.now();
    const run = runCompiled(
      compiled.program,
      { clock: 'paced', speed: 0.01, limit: 20_000 },
      {
        onMessage: ({ type }) => {
          if (type === 'started') setTimeout(() => run.setSpeed(0), 50);
        },
      },
    );
    const { output, end } = await run.result;
    assert.equal(end.reason, 'quiet');
    assert.equal(output.length, 3);
    assert.ok(performance.now() - began < 10_000);
  });

  it('can be slowed down while it waits, without losing what was waited already', async () => {
    const compiled = compile(programOf(`setTimeout(() => console.log('x'), 400);`), { probes: true });
    assert.ok(compiled.ok);
    let began = 0;
    const run = runCompiled(
      compiled.program,
      { clock: 'paced', speed: 1 },
      {
        onMessage: ({ type }) => {
          if (type !== 'started') return;
          began = performance.now();
          setTimeout(() => run.setSpeed(0.5), 200);
        },
      },
    );
    const { end } = await run.result;
    const took = performance.now() - began;
    assert.equal(end.reason, 'quiet');
    assert.ok(took > 500 && took < 3_000, `took ${took} ms; about 600 was right`);
  });
});

describe('the real clock', () => {
  it('waits as long as it says', async () => {
    const { lines, end } = await play(
      `const start = performance.now(), day = Date.now();
       await new Promise((resolve) => setTimeout(resolve, 60));
       const took = performance.now() - start;
       console.log(took >= 59, Math.abs(Date.now() - day - took) < 20, Math.abs(Date.now() - performance.timeOrigin - performance.now()) < 20);`,
      { clock: 'real' },
    );
    assert.deepEqual(lines, ['true true true']);
    assert.ok(end.at >= 59);
  });

  it('keeps the order of timers', async () => {
    const { lines } = await play(
      `setTimeout(() => console.log('c'), 30); setTimeout(() => console.log('a'), 5); setTimeout(() => console.log('b'), 15);`,
      { clock: 'real' },
    );
    assert.deepEqual(lines, ['a', 'b', 'c']);
  });
});
