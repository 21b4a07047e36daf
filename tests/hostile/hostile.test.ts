/**
 * Every attack under this folder, against the built site, in Chromium and Firefox. The observer is outside the browser: see
 * `lab/observer.ts`; what an attack's file says is in README.md. `ATTACKS=a01,n` tries only those. Both browsers at once, which
 * is shorter; `npm run hostile` takes them one after the other, for figures that mean something.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { untilScriptsRan } from '../support/page-scripts.ts';
import { type Attack, readAttacks } from './lab/attack-files.ts';
import { type Browser, type Frame, launch, openApart, type Page } from './lab/browsers.ts';
import { endingOf, judge } from './lab/judge.ts';
import { evilDomain, type Observer, startObserver } from './lab/observer.ts';
import { type Gap, type HeldUp, type PageThread, watchPageThread } from './lab/page-thread.ts';
import { installReader, type Reader, type Shown } from './lab/reader.ts';
import { type HostileSite, type HostileSites, openHostileSites, shortLimit, targets } from './lab/site.ts';
import { runPlainWorker, summaryOf, unguardedProgram } from './lab/unguarded-program.ts';

let sites: HostileSites;
let site: HostileSite;
let unguarded: HostileSite;
before(async () => {
  sites = await openHostileSites();
  ({ site, unguarded } = sites);
});
after(() => sites?.close());

/** The figures of one browser. */
interface Tally {
  tried: number;
  stopped: number;
  /** Sightings that are known, and no way out for programs. */
  known: number;
  gaps: ({ name: string } & HeldUp)[];
}

/** Pages of one browser in which attacks go on side by side: most of their time is waiting for limits. */
const pagesAtOnce = process.env['ONE_BY_ONE'] ? 1 : 2;

/** A page of the guarded site with its examples' editors open. */
interface Reading {
  page: Page;
  thread: PageThread;
  run(code: string, example?: string): Promise<Shown>;
}

/** A page that talks to the unguarded sandbox itself. */
interface Laboratory {
  page: Page;
  thread: PageThread;
  run(code: string, hasTime?: boolean): Promise<{ ending: string; lines: string[]; gaps: Gap[] }>;
  alive(after: string): Promise<void>;
}

/** Lends out what there is, one borrower each. */
function createPool<T>(items: T[]) {
  const free = [...items];
  const waiting: ((item: T) => void)[] = [];
  return async (use: (item: T) => Promise<void>) => {
    const item = free.pop() ?? (await new Promise<T>((resolve) => waiting.push(resolve)));
    try {
      await use(item);
    } finally {
      const next = waiting.shift();
      if (next) next(item);
      else free.push(item);
    }
  };
}

const browsers = { concurrency: process.env['ONE_BY_ONE'] ? 1 : 2 };
describe('hostile code', browsers, () => {
  for (const name of ['chromium', 'firefox'] as const)
    describe(`in ${name}`, { concurrency: 1 }, () => {
      let observer: Observer;
      let browser: Browser | undefined;
      const tally: Tally = { tried: 0, stopped: 0, known: 0, gaps: [] };
      let idle: HeldUp = { gap: 0, busy: 0 };
      let harmless: HeldUp = { gap: 0, busy: 0 };
      let again: number[] = [];
      const threads: PageThread[] = [];

      before(async () => {
        observer = await startObserver([site.host, unguarded.host]);
        browser = await launch(name, observer.proxyPort);
      });
      after(async () => {
        for (const thread of threads) await thread.close();
        await browser?.close();
        await observer?.close();
      });
      const read = (place: Attack['place'], on: HostileSite) =>
        readAttacks(place, { browser: name, site: on.url, udpPort: observer.udpPort });
      /** Runs one attack as a test of its own, and counts it. */
      const attempt = (suite: import('node:test').TestContext, attack: Attack, act: () => Promise<void>) =>
        suite.test(attack.name, async () => {
          tally.tried++;
          await act();
          tally.stopped++;
        });
      /** What got out, by the attack whose host it names. */
      async function assertSilence(page: Page, attacks: Attack[]) {
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
        const known = new Set(attacks.filter((attack) => attack.known).map((attack) => attack.name));
        const seen = observer.take().filter(({ host }) => !known.has(host.split('.')[0] ?? ''));
        tally.stopped -= new Set(seen.map(({ host }) => host)).size;
        assert.deepEqual(
          seen.map(({ what }) => what),
          [],
          'the observer saw nothing',
        );
      }
      /** Opens so many pages, each with a storage of its own. */
      async function openPages<T>(url: string, count: number, prepare: (page: Page) => Promise<T>) {
        const opened: T[] = [];
        for (let number = 0; number < count; number++) {
          const context = await (browser as Browser).createBrowserContext();
          // A window each: a page behind another one is not in a reader's sight, and may wait.
          const page = await context.newPage({ type: 'window' });
          await page.setViewport({ width: 1280, height: 900 });
          await page.goto(url);
          await untilScriptsRan(page);
          await page.evaluate(() => {
            localStorage.setItem('canary', 'secret');
            // biome-ignore lint/suspicious/noDocumentCookie: the canary a program must not find
            document.cookie = 'canary=secret';
          });
          opened.push(await prepare(page));
        }
        return opened;
      }
      const watch = async (page: Page) => {
        const thread = await watchPageThread(browser as Browser, page);
        threads.push(thread);
        return thread;
      };

      const openReading = async (page: Page): Promise<Reading> => {
        const thread = await watch(page);
        for (const example of [targets.hasTime, targets.short]) {
          await page.evaluate(installReader, example);
          await page.evaluate((id) => (window.readers[id] as Reader).open(), example);
        }
        const run = (code: string, example = targets.hasTime): Promise<Shown> =>
          page.evaluate((id, text) => (window.readers[id] as Reader).run(text), example, code);
        for (const example of [targets.hasTime, targets.short]) await run("console.log('warm');", example);
        return { page, thread, run };
      };

      test('programs, typed into an example’s editor', { concurrency: pagesAtOnce }, async (suite) => {
        if (!browser) return suite.skip('there is no Firefox on this machine');
        const attacks = read('programs', site);
        const readings = await openPages(`${site.url}${targets.chapter}/`, pagesAtOnce, openReading);
        const [first] = readings as [Reading];
        idle = first.thread.longest(
          await first.page.evaluate((id) => (window.readers[id] as Reader).idleGaps(1_000), targets.short),
        );
        const { gaps } = await first.run("console.log('harmless');");
        harmless = first.thread.longest(gaps);
        const borrow = createPool(readings);
        await Promise.all(
          attacks.map((attack) =>
            attempt(suite, attack, () =>
              borrow(async ({ page, thread, run }) => {
                const { status, lines, gaps } = await run(
                  attack.code,
                  attack.hasTime ? targets.hasTime : targets.short,
                );
                tally.gaps.push({ name: attack.name, ...thread.longest(gaps) });
                const next = await run(`console.log('alive after ${attack.name}');`);
                judge(attack, endingOf(status), lines);
                assert.deepEqual(next.lines, [`alive after ${attack.name}`], next.status);
                assert.deepEqual(
                  await page.evaluate((id) => (window.readers[id] as Reader).traces(), targets.short),
                  [],
                );
              }),
            ),
          ),
        );
        await suite.test('reach nobody', () => assertSilence(first.page, attacks));
        await suite.test('a run that is stopped makes room for the next at once', async () => {
          again = await first.page.evaluate(async (id) => {
            const reader = window.readers[id] as Reader;
            const times: number[] = [];
            const alone = "console.log('running');\nfor (;;);";
            const withWorker = [
              "if (typeof postMessage === 'function') { self.postMessage('up'); for (;;); }",
              'await new Promise((up) => (new Worker(import.meta.url).onmessage = up));',
              alone,
            ].join('\n');
            // The way of a hand from the keyboard to the button is longer.
            for (let round = 0; round < 6; round++)
              times.push(
                await reader.stopAndRun(
                  round % 2 ? withWorker : alone,
                  `console.log('after'); // ${round}`,
                  600,
                ),
              );
            return times;
          }, targets.hasTime);
          assert.equal(again.length, 6);
        });
        for (const { page } of readings) await page.browserContext().close();
      });

      const openLaboratory = async (page: Page): Promise<Laboratory> => {
        const thread = await watch(page);
        await page.evaluate(() => localStorage.setItem('interleave:offline', 'off'));
        await page.evaluate(sites.client);
        const run = async (code: string, hasTime = true) => {
          const { outcome, gaps } = await page.evaluate(
            async (program, limit) => {
              window.lab.gaps.length = 0;
              const outcome = await window.lab.runCompiled(program, { limit });
              if (outcome.kind === 'ended') outcome.result.trace.events = [];
              return { outcome, gaps: window.lab.gaps.splice(0) };
            },
            unguardedProgram(code),
            hasTime ? 5_000 : shortLimit,
          );
          return { ...summaryOf(outcome), gaps };
        };
        const alive = async (after: string) => {
          const { ending, lines } = await run(`lab.print('alive after ${after}');`);
          assert.deepEqual([ending, lines[0]], ['quiet', `alive after ${after}`]);
        };
        await alive('nothing');
        return { page, thread, run, alive };
      };

      test('workers without the runtime’s guard, and the frames around them', {
        concurrency: pagesAtOnce,
      }, async (suite) => {
        if (!browser) return suite.skip('there is no Firefox on this machine');
        const laboratories = await openPages(`${unguarded.url}offline/`, pagesAtOnce, openLaboratory);
        const [first] = laboratories as [Laboratory];
        const borrow = createPool(laboratories);
        const attackWorker = (attack: Attack) =>
          attempt(suite, attack, () =>
            borrow(async ({ thread, run, alive }) => {
              const { ending, lines, gaps } = await run(attack.code, attack.hasTime);
              tally.gaps.push({ name: attack.name, ...thread.longest(gaps) });
              await alive(attack.name);
              judge(attack, ending, lines);
            }),
          );
        const attackAround = (attack: Attack) =>
          attempt(suite, attack, () =>
            borrow(async ({ page, alive }) => {
              await alive(attack.name);
              const result = await attackFrame(await cageOf(page), attack.code);
              judge(attack, 'any', [result]);
              await alive(attack.name);
              assert.equal(page.url(), `${unguarded.url}offline/`);
            }),
          );
        const workers = read('workers', unguarded);
        const frames = read('frames', unguarded);
        const known = frames.filter((attack) => attack.known);
        await Promise.all([
          ...workers.map(attackWorker),
          ...frames.filter((attack) => !attack.known).map(attackAround),
        ]);
        await suite.test('reach nobody', () => assertSilence(first.page, [...workers, ...frames]));
        for (const attack of known) {
          await attackAround(attack);
          // Datagrams do not say whose they are.
          tally.known += observer.take().length;
        }
        const pages = read('pages', unguarded);
        await Promise.all(
          pages.map((attack) =>
            attempt(suite, attack, async () => {
              const stranger = await openApart(browser as Browser, `http://${attack.name}.${evilDomain}/`);
              const result = await stranger.evaluate(`(async () => {${attack.code}\n})()`);
              judge(attack, 'any', [String(result)]);
              await stranger.browserContext().close();
            }),
          ),
        );
        for (const { page } of laboratories) await page.browserContext().close();
      });

      test('the observer sees what a worker outside the sandbox does', async (suite) => {
        if (!browser) return suite.skip('there is no Firefox on this machine');
        const page = await openApart(browser, `http://control.${evilDomain}/`);
        observer.take();
        const attacks = read('workers', unguarded).filter((attack) => /^n[01]/.test(attack.name));
        await Promise.all(attacks.map((attack) => page.evaluate(runPlainWorker, attack.code)));
        // What a browser has depends on its version; most of these it has.
        const seen = new Set<string>();
        for (let waits = 0; waits < 300 && seen.size < attacks.length / 3; waits++) {
          await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
          for (const { host } of observer.take()) seen.add(host);
        }
        assert.ok(seen.size >= attacks.length / 3, [...seen].join());
      });

      after(() => {
        if (tally.tried === 0) return;
        const worst = tally.gaps.sort((a, b) => b.busy - a.busy).slice(0, 3);
        const ms = (value: number) => `${Math.round(value)} ms`;
        const both = ({ busy, gap }: HeldUp) => `${ms(busy)} at work, ${ms(gap)} by the clock`;
        console.log(
          [
            `${name}: ${tally.tried} attacks tried, ${tally.stopped} stopped${tally.known ? `, ${tally.known} datagrams from a frame, as known` : ''}.`,
            `Longest time the page’s thread did nothing else: ${worst.map((one) => `${both(one)} (${one.name})`).join('; ')}.`,
            `For comparison, a harmless program: ${both(harmless)}; nothing at all: ${both(idle)}.`,
            `Stop to the next run’s first line: ${again.map(ms).join(', ')}.`,
          ].join('\n  '),
        );
        if (process.env['FIGURES'])
          writeFileSync(
            `${process.env['FIGURES']}-${name}.json`,
            `${JSON.stringify({ idle, harmless, again, gaps: tally.gaps }, null, 1)}\n`,
          );
      });
    });
});

/** The sandbox's inner frame, the newest one. (Firefox names a frame by the address it was kept from going to.) */
async function cageOf(page: Page): Promise<Frame> {
  const found = page.frames().findLast((frame) => frame.parentFrame()?.url().includes('/runtime/'));
  assert.ok(found, 'the sandbox has a frame inside');
  return found;
}

/** Runs code in the inner frame, where no program ever does. What it answers, or why it does not. */
async function attackFrame(cage: Frame, code: string): Promise<string> {
  const silence = new Promise<string>((resolve) => setTimeout(resolve, 1_500, 'silence'));
  const attack = cage
    .evaluate(`(async () => {${code}\n})().then((value) => String(value), (error) => String(error.name))`)
    .then(String, () => 'the frame is gone');
  return Promise.race([attack, silence]);
}
