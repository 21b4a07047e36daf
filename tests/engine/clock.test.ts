/** The run's own clock: what time it is at each line, and that it is the same each time. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { closePool, run } from '../../src/engine/hosts/node.ts';
import type { RunOptions, RunResult } from '../../src/engine/protocol.ts';
import { checkTrace } from '../../src/trace/validate.ts';

after(() => closePool());

const play = (code: string, options: Partial<RunOptions> = {}): Promise<RunResult> =>
  run({ files: { 'main.ts': code }, entry: 'main.ts' }, options);

/** `at text` for each line, with whole virtual ms. */
const stamped = ({ output }: RunResult) => output.map(({ at, text }) => `${Math.round(at)} ${text}`);

interface Case {
  name: string;
  code: string;
  options?: Partial<RunOptions>;
  lines: string[];
}

const cases: Case[] = [
  {
    name: 'timers fire at their due times, equal ones in the order they were set',
    code: 'for (const ms of [20, 5, 10, 5]) setTimeout(() => console.log(ms), ms);',
    lines: ['5 5', '5 5', '10 10', '20 20'],
  },
  {
    name: 'a day passes at once',
    code: "setTimeout(() => console.log('tomorrow'), 86_400_000);",
    lines: ['86400000 tomorrow'],
  },
  {
    name: 'reading the clock costs time, so that a busy loop ends',
    code: "const end = performance.now() + 100; while (performance.now() < end); console.log('over');",
    lines: ['100 over'],
  },
  {
    name: 'a timer that is due during a busy loop fires after it',
    code: "setTimeout(() => console.log('late'), 10); const end = Date.now() + 50; while (Date.now() < end); console.log('loop over');",
    lines: ['50 loop over', '50 late'],
  },
  {
    name: 'nested timers of 0 ms are clamped to 4 ms above nesting level 5, as in a page',
    code: 'let n = 0; const again = () => { if (n++ < 9) { console.log(n); setTimeout(again, 0); } }; setTimeout(again, 0);',
    options: { flavour: 'browser' },
    lines: ['0 1', '0 2', '0 3', '0 4', '0 5', '0 6', '4 7', '8 8', '12 9'],
  },
  {
    name: 'Node makes 1 of 0, and clamps nothing',
    code: 'let n = 0; const again = () => { if (n++ < 4) { console.log(n); setTimeout(again, 0); } }; setTimeout(again, 0);',
    options: { flavour: 'node' },
    lines: ['1 1', '2 2', '3 3', '4 4'],
  },
  {
    name: 'an interval of a page keeps to its grid when its callback takes long',
    code: 'let n = 0; const t = setInterval(() => { console.log(++n); const end = performance.now() + 20; while (performance.now() < end); if (n === 4) clearInterval(t); }, 50);',
    options: { flavour: 'browser' },
    lines: ['50 1', '100 2', '150 3', '200 4'],
  },
  {
    name: 'AbortSignal.timeout belongs to the clock',
    code: "const signal = AbortSignal.timeout(30); signal.addEventListener('abort', () => console.log(signal.reason.name)); setTimeout(() => {}, 100);",
    lines: ['30 TimeoutError'],
  },
  {
    name: 'messages of a channel arrive in tasks of their own, without time passing',
    code: "const { port1, port2 } = new MessageChannel(); port2.onmessage = ({ data }) => { console.log(data); if (data === 2) port2.close(); }; port1.postMessage(1); port1.postMessage(2); console.log('posted');",
    lines: ['0 posted', '0 1', '0 2'],
  },
];

describe('the virtual clock', () => {
  for (const { name, code, options, lines } of cases) {
    test(name, async () => {
      const result = await play(code, options);
      assert.deepEqual(stamped(result), lines);
      assert.deepEqual(checkTrace(result.trace), []);
    });
  }

  test('two runs of one program are the same to the last byte', async () => {
    const code = `
      console.log(Math.random(), crypto.randomUUID(), Date.now());
      await Promise.all([3, 1, 2].map(async (n) => { await new Promise((r) => setTimeout(r, n * Math.random() * 10)); console.log(n); }));`;
    const [first, second] = [await play(code, { seed: 7 }), await play(code, { seed: 7 })];
    assert.equal(JSON.stringify(first), JSON.stringify(second));
    const other = await play(code, { seed: 8 });
    assert.notEqual(other.output[0]?.text, first.output[0]?.text, 'another seed, other numbers');
  });

  test('a paced run takes its time, and its stamps are those of the instant run', async () => {
    const code = "setTimeout(() => console.log('a'), 60); setTimeout(() => console.log('b'), 120);";
    const began = performance.now();
    const paced = await play(code, { clock: 'paced', speed: 1 });
    const took = performance.now() - began;
    assert.ok(took >= 100, `it took ${took} ms`);
    assert.deepEqual(stamped(paced), ['60 a', '120 b']);
  });

  test('on the real clock timers take real time', async () => {
    const began = performance.now();
    const result = await play("setTimeout(() => console.log('a'), 60);", { clock: 'real' });
    assert.ok(performance.now() - began >= 55);
    assert.deepEqual(
      result.output.map(({ text }) => text),
      ['a'],
    );
  });
});
