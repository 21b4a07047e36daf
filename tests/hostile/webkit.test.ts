/**
 * The same attacks in WebKit, with the same expected outcome and the same observer: `WEBKIT=1 npm run hostile`. One after the
 * other, for its driver carries out one command at a time.
 */
import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findWebKit } from '../../src/checker/browsers.ts';
import { openWebKit, type WebKit } from '../../src/checker/hosts/webkit-driver.ts';
import type { RunOutcome } from '../../src/sandbox/runner.ts';
import { type Attack, readAttacks } from './lab/attack-files.ts';
import { endingOf, judge } from './lab/judge.ts';
import { evilDomain, type Observer, startObserver } from './lab/observer.ts';
import { installReader, type Shown } from './lab/reader.ts';
import { type HostileSite, type HostileSites, openHostileSites, shortLimit, targets } from './lab/site.ts';
import { runPlainWorker, summaryOf, unguardedProgram } from './lab/unguarded-program.ts';

/** Longest answer to wait for, in ms: a busy machine is no finding. */
const patience = 120_000;

const skip = !process.env['WEBKIT']
  ? 'WEBKIT=1 asks for it'
  : findWebKit()
    ? false
    : 'WebKit and its driver are not installed here';

describe('hostile code in webkit', { skip }, () => {
  let sites: HostileSites;
  let site: HostileSite;
  let unguarded: HostileSite;
  let observer: Observer;
  let webkit: WebKit;
  before(async () => {
    sites = await openHostileSites();
    ({ site, unguarded } = sites);
    observer = await startObserver([site.host, unguarded.host]);
    webkit = await openWebKit({ proxyPort: observer.proxyPort });
    await webkit.send('POST', '/timeouts', { script: patience, pageLoad: patience });
  });
  after(async () => {
    await webkit?.close();
    await observer?.close();
    await sites?.close();
  });

  /** What the body of an async function, which has `args`, returns in the page or frame that is chosen. */
  async function evaluate<T>(body: string, ...args: unknown[]): Promise<T> {
    const script = `const done = arguments[arguments.length - 1];
      (async (args) => {${body}\n})([...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const answer = (await webkit.send('POST', '/execute/async', { script, args })) as {
      value?: T;
      error?: string;
    };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value as T;
  }
  const go = (url: string) => webkit.send('POST', '/url', { url });
  const plantCanaries = () =>
    evaluate("localStorage.setItem('canary', 'secret'); document.cookie = 'canary=secret';");

  const read = (place: Attack['place'], on: HostileSite) =>
    readAttacks(place, { browser: 'webkit', site: on.url, udpPort: observer.udpPort });

  async function assertSilence(attacks: Attack[]) {
    await sleep(500);
    const known = new Set(attacks.filter((attack) => attack.known).map(({ name }) => name));
    const seen = observer.take().filter(({ host }) => !known.has(host.split('.')[0] ?? ''));
    assert.deepEqual(
      seen.map(({ what }) => what),
      [],
      'the observer saw nothing',
    );
  }

  async function openReading() {
    await go(`${site.url}${targets.chapter}/`);
    for (let waits = 0; waits < 600; waits++) {
      if (
        await evaluate(
          "return document.querySelector('interleave-example button[data-action=run]:not([hidden])') !== null;",
        )
      )
        break;
      await sleep(100);
    }
    await plantCanaries();
    for (const example of [targets.hasTime, targets.short]) {
      await evaluate(`(${installReader})(args[0]); await window.readers[args[0]].open();`, example);
      await runProgram("console.log('warm');", example);
    }
  }
  const runProgram = (code: string, example = targets.hasTime) =>
    evaluate<Shown>('return window.readers[args[0]].run(args[1]);', example, code);

  test('programs, typed into an example’s editor', async (suite: TestContext) => {
    const attacks = read('programs', site);
    await openReading();
    for (const attack of attacks)
      await suite.test(attack.name, async () => {
        try {
          const { status, lines } = await runProgram(
            attack.code,
            attack.hasTime ? targets.hasTime : targets.short,
          );
          const next = await runProgram(`console.log('alive after ${attack.name}');`);
          judge(attack, endingOf(status), lines);
          assert.deepEqual(next.lines, [`alive after ${attack.name}`], next.status);
          assert.deepEqual(await evaluate('return window.readers[args[0]].traces();', targets.short), []);
        } catch (error) {
          await openReading();
          throw error;
        }
      });
    await suite.test('reach nobody', () => assertSilence(attacks));
  });

  async function openLaboratory() {
    await go(`${unguarded.url}offline/`);
    await plantCanaries();
    await evaluate("localStorage.setItem('interleave:offline', 'off');");
    await evaluate(sites.client);
  }
  async function runUnguarded(code: string, hasTime = true) {
    const outcome = await evaluate<RunOutcome>(
      `const outcome = await window.lab.runCompiled(args[0], { limit: args[1] });
       if (outcome.kind === 'ended') outcome.result.trace.events = [];
       return outcome;`,
      unguardedProgram(code),
      hasTime ? 5_000 : shortLimit,
    );
    return summaryOf(outcome);
  }
  async function assertAlive(after: string) {
    const { ending, lines } = await runUnguarded(`lab.print('alive after ${after}');`);
    assert.deepEqual([ending, lines[0]], ['quiet', `alive after ${after}`]);
  }

  test('workers without the runtime’s guard, and the frames around them', async (suite: TestContext) => {
    const workers = read('workers', unguarded);
    const frames = read('frames', unguarded);
    await openLaboratory();
    for (const attack of workers)
      await suite.test(attack.name, async () => {
        const { ending, lines } = await runUnguarded(attack.code, attack.hasTime);
        await assertAlive(attack.name);
        judge(attack, ending, lines);
      });
    for (const attack of frames)
      await suite.test(attack.name, async () => {
        await assertAlive(attack.name);
        const result = await attackFrame(attack.code);
        judge(attack, 'any', [result]);
        await assertAlive(attack.name);
        assert.equal(await evaluate('return location.href;'), `${unguarded.url}offline/`);
      });
    await suite.test('reach nobody', () => assertSilence([...workers, ...frames]));
  });

  /** Runs code in the inner frame, where no program ever does. What it answers, or why it does not. */
  async function attackFrame(code: string): Promise<string> {
    try {
      await webkit.send('POST', '/frame', { id: 0 });
      await webkit.send('POST', '/frame', { id: 0 });
      const answer = evaluate<string>(
        `const silence = new Promise((resolve) => setTimeout(resolve, 1_500, 'silence'));
         const attack = (async () => {${code}\n})().then((value) => String(value), (error) => String(error.name));
         return Promise.race([attack, silence]);`,
      );
      return await answer.catch(() => 'the frame is gone');
    } finally {
      await webkit.send('POST', '/frame', { id: null });
    }
  }

  test('pages of other sites', async (suite: TestContext) => {
    const attacks = read('pages', unguarded);
    for (const attack of attacks)
      await suite.test(attack.name, async () => {
        await go(`http://${attack.name}.${evilDomain}/`);
        judge(attack, 'any', [String(await evaluate(attack.code))]);
      });
  });

  test('the observer sees what a worker outside the sandbox does', async () => {
    await go(`http://control.${evilDomain}/`);
    observer.take();
    const attacks = read('workers', unguarded).filter(({ name }) => /^n[01]/.test(name));
    for (const { code } of attacks) await evaluate(`await (${runPlainWorker})(args[0]);`, code);
    const seen = new Set<string>();
    for (let waits = 0; waits < 300 && seen.size < attacks.length / 3; waits++) {
      await sleep(200);
      for (const { host } of observer.take()) seen.add(host);
    }
    assert.ok(seen.size >= attacks.length / 3, [...seen].join());
  });
});
