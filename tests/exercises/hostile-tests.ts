/** The tests that hostile programs would like to pass, and who is tried with them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../src/exercises/verdict.ts';

export interface Tests {
  names: string[];
  code: string;
}

/** For the programs of `hostile/`. The right answer is 42. */
export const answerTests: Tests = {
  names: ['gives 42', 'gives a list of it', 'gives it later', 'gives it every time'],
  code: `import { answer } from './main.ts';
import { clock, expect, property, test } from './worlds/test.ts';

test('gives 42', () => {
  expect(answer()).toBe(42);
});

test('gives a list of it', () => {
  expect([answer()]).toEqual([42]);
});

test('gives it later', async () => {
  await clock.advance(10);
  await expect(Promise.resolve(answer())).resolves.toEqual(42);
});

property('gives it every time', ({ list }) => {
  expect(list(3, () => answer())).toEqual([42, 42, 42]);
}, { runs: 5 });
`,
};

const folder = join(import.meta.dirname, 'hostile');
/** Every program in `hostile/`, by what it does. */
export const programs: readonly { does: string; code: string }[] = readdirSync(folder)
  .sort()
  .map((file) => ({
    does: file.replace(/\.ts$/, '').replaceAll('-', ' '),
    code: readFileSync(join(folder, file), 'utf8'),
  }));

/** For programs that would rather have another server than wait for this one, which takes 200 ms for PLN. */
export const serverTests: Tests = {
  names: ['waits for the server', 'meets what a test has broken'],
  code: `import { ask } from './main.ts';
import { rates } from './worlds/rates.ts';
import { clock, expect, test } from './worlds/test.ts';

test('waits for the server', async () => {
  await ask();
  expect(clock.now()).toBeLessThan(100);
});

test('meets what a test has broken', async () => {
  rates.fail('PLN');
  await expect(ask()).resolves.toBe(5);
});
`,
};

const asks = "export const ask = async () => (await getRates('PLN').catch(() => ({ CZK: 0 }))).CZK;";
export const serverPrograms: readonly { does: string; code: string }[] = [
  {
    does: 'turns the knobs of a world',
    code: `import { getRates, rates } from './worlds/rates.ts';
const attempt = (act: () => void) => { try { act(); } catch {} };
const hurry = () => { attempt(() => rates.heal()); attempt(() => rates.slow('PLN', { ms: 1 })); };
hurry();
setTimeout(hurry, 0);
export const ask = async () => {
  hurry();
  return (await getRates('PLN').catch(() => ({ CZK: 0 }))).CZK;
};
`,
  },
  {
    does: 'finds the network where the worlds find it',
    code: `import { getRates } from './worlds/rates.ts';
try {
  const network = (globalThis as any)[Symbol.for('interleave.network')];
  network.connect('rates.test').slow('PLN', { ms: 1 });
} catch {}
${asks}
`,
  },
  {
    does: 'imports the world once more',
    code: `import { getRates } from './worlds/rates.ts';
import * as world from './worlds/rates.ts';
try { world.rates.heal(); } catch {}
const again = await import('./worlds/rates.ts');
try { again.rates.slow('PLN', { ms: 1 }); } catch {}
${asks}
`,
  },
];

/** The names of the tests that a program has passed; all of them count as failed when nothing was judged. */
export const passedOf = (verdict: Verdict): string[] =>
  verdict.kind === 'judged' ? verdict.tests.filter(({ failure }) => !failure).map(({ name }) => name) : [];
