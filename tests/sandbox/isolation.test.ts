/**
 * The sandbox without any help from the runtime: the laboratory's runtime gives a program everything its worker has,
 * the port and the secret included. What such programs try against it is in tests/hostile.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunOutcome } from '../../src/sandbox/runner.ts';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';
import { buildLab } from './lab/build.ts';

let lab: Awaited<ReturnType<typeof buildLab>>;
let site: Site;
before(async () => {
  lab = await buildLab();
  site = await openSite({ folder: lab.folder });
});

after(async () => {
  await site?.close();
  lab?.remove();
});

const visit = (use: (page: Page) => Promise<void>, options?: VisitOptions) => site.visit('', use, options);
const run = (page: Page, code: string, options: Record<string, unknown> = {}): Promise<RunOutcome> =>
  page.evaluate(([source, chosen]) => window.lab.run(source, chosen), [code, options] as const);
function ended(outcome: RunOutcome) {
  if (outcome.kind !== 'ended') assert.fail(JSON.stringify(outcome));
  return outcome.result;
}
const lines = (outcome: RunOutcome) => ended(outcome).output.map(({ text }) => text);
const end = (outcome: RunOutcome) => ended(outcome).end;
/** The page's longest pause since the last call, in ms. */
const takeGap = (page: Page) =>
  page.evaluate(() =>
    window.lab.gaps.splice(0).reduce((longest, { from, to }) => Math.max(longest, to - from), 0),
  );
/**
 * Runs `code` and asserts that the page stayed responsive meanwhile. The goal is 100 ms; a machine that is busy with other
 * things holds up every page, so what it does to an idle one is measured first.
 */
async function runResponsively(
  page: Page,
  code: string,
  { allowed = 300, ...options }: Record<string, unknown> & { allowed?: number } = {},
) {
  await assertAlive(page);
  await takeGap(page);
  await page.waitForTimeout(700);
  const idle = await takeGap(page);
  const outcome = await run(page, code, options);
  const gap = await takeGap(page);
  assert.ok(gap < allowed + 2 * idle, `the page was held up for ${gap} ms (${idle} ms when idle)`);
  return outcome;
}
const hello = '(lab) => { lab.print("hello", 3); lab.end(4); }';
const assertAlive = async (page: Page) => assert.deepEqual(lines(await run(page, hello)), ['hello']);

describe('a program in the sandbox', () => {
  test('prints, ends, and leaves room for the next', () =>
    visit(async (page) => {
      const outcome = await run(page, hello);
      assert.deepEqual(lines(outcome), ['hello']);
      assert.deepEqual(end(outcome), { reason: 'quiet', exitCode: 0, at: 4 });
      await assertAlive(page);
    }));

  test('that answers, but never ends, is stopped after its time and keeps its output', () =>
    visit(async (page) => {
      const outcome = await run(page, '(lab) => { setInterval(() => lab.print("tick", 7), 50); }', {
        limit: 500,
        clock: 'virtual',
      });
      assert.deepEqual(end(outcome), {
        reason: 'limit',
        exitCode: 143,
        at: 7,
        limit: { name: 'time', value: 500 },
      });
      assert.ok(lines(outcome).length > 3);
    }));

  test('may wait longer at the reader’s own pace, as long as it answers', () =>
    visit(async (page) => {
      const outcome = await run(page, '(lab) => { setTimeout(() => lab.end(9), 900); }', {
        limit: 300,
        clock: 'paced',
        speed: 1,
      });
      assert.equal(end(outcome).reason, 'quiet');
      const blocked = await run(page, '() => { for (;;); }', { limit: 300, clock: 'paced', speed: 1 });
      assert.deepEqual(end(blocked).limit, { name: 'blocked', value: 300 });
    }));

  test('hears of a change of pace', () =>
    visit(async (page) => {
      const outcome = page.evaluate(() => {
        const over = window.lab.run('(lab) => { setTimeout(() => lab.end(), 900); }', { clock: 'paced' });
        setTimeout(() => window.lab.runner.setSpeed(0.5), 0);
        setTimeout(() => window.lab.runner.setSpeed(0.25), 600);
        return over;
      });
      assert.deepEqual(lines(await outcome), ['speed 0.25']);
    }));

  test('stopped and started twenty times in a row leaves no ghost', () =>
    visit(async (page) => {
      const { ends, printed } = await page.evaluate(async () => {
        const runs: Promise<RunOutcome>[] = [];
        for (let index = 0; index < 20; index++) {
          runs.push(
            window.lab.run(
              `(lab) => { setInterval(() => lab.print("ghost of ${index}"), 5); for (let t = Date.now(); Date.now() < t + 30;); }`,
            ),
          );
          await new Promise((resolve) => setTimeout(resolve, index % 3 === 0 ? 60 : 1));
          if (index % 2 === 0) window.lab.stop.abort();
        }
        const last = await window.lab.run(
          '(lab) => { setTimeout(() => { lab.print("last"); lab.end(); }, 300); }',
        );
        const outcomes = await Promise.all(runs);
        return {
          ends: outcomes.map((outcome) =>
            outcome.kind === 'ended' ? outcome.result.end.reason : outcome.kind,
          ),
          printed: last.kind === 'ended' ? last.result.output.map(({ text }) => text) : [],
        };
      });
      assert.deepEqual(new Set(ends), new Set(['stopped']));
      assert.deepEqual(printed, ['last']);
      const workers = await page.evaluate(
        () => performance.now() && document.querySelectorAll('iframe').length,
      );
      assert.equal(workers, 1, 'one frame serves them all');
    }));

  test('that was to be expected is awaited by a worker, whatever runs until then', () =>
    visit(async (page) => {
      // How long a worker takes to start depends on the machine.
      for (let pause = 100; ; pause *= 2) {
        const { startedAt, stoppedAt } = await page.evaluate(async (ms) => {
          const { lab } = window;
          const next = '(lab) => { lab.print(String(performance.timeOrigin)); lab.end(); }';
          const before = lab.run('(lab) => { setInterval(() => lab.print("busy"), 20); }');
          while (lab.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
          lab.runner.prepare({ files: { 'main.ts': next }, entry: 'main.ts', options: {} });
          await new Promise((resolve) => setTimeout(resolve, ms));
          lab.stop.abort();
          await before;
          const stoppedAt = performance.timeOrigin + performance.now();
          const outcome = await lab.run(next);
          const text = outcome.kind === 'ended' ? outcome.result.output[0]?.text : undefined;
          return { startedAt: Number(text), stoppedAt };
        }, pause);
        if (startedAt < stoppedAt) return;
        assert.ok(pause < 20_000, `its worker was started ${startedAt - stoppedAt} ms after the run before`);
      }
    }));

  test('that keeps the compiler busy before anybody runs it holds up no other', () =>
    visit(async (page) => {
      await assertAlive(page);
      await page.evaluate(() => {
        window.lab.runner.prepare({ files: { 'main.ts': '?' }, entry: 'main.ts', options: {} });
      });
      await assertAlive(page);
      assert.equal((await run(page, '!Wrong.')).kind, 'refused');
    }));

  test('with an error is refused with its place, and never started', () =>
    visit(async (page) => {
      assert.deepEqual(await run(page, '!Nonsense.'), {
        kind: 'refused',
        problems: [{ file: 'main.ts', line: 0, column: 1, message: 'Nonsense.' }],
      });
      await assertAlive(page);
    }));

  test('that keeps the compiler busy is given up, and the next one compiles', () =>
    visit(async (page) => {
      const outcome = await runResponsively(page, '?');
      assert.equal(outcome.kind, 'refused');
      await assertAlive(page);
    }));

  test('whose script does not start is reported as such', () =>
    visit(async (page) => {
      const outcome = await run(page, '(lab) => {');
      assert.equal(outcome.kind, 'failed');
      assert.match(outcome.kind === 'failed' ? outcome.message : '', /could not be started.*SyntaxError/);
      await assertAlive(page);
    }));

  test('starts from a data: address where blobs do not start', () =>
    visit(
      async (page) => {
        await assertAlive(page);
      },
      {
        prepare: async (page) => {
          await page.addInitScript(() => {
            URL.createObjectURL = () => 'blob:null/00000000-0000-0000-0000-000000000000';
          });
        },
      },
    ));
});

describe('the frames around it', () => {
  const cageOf = async (page: Page) => {
    await assertAlive(page);
    const cage = page.frames().find((frame) => frame.parentFrame()?.url().includes('/runtime/'));
    assert.ok(cage);
    return cage;
  };

  test('are sealed as they should be', () =>
    visit(async (page) => {
      const cage = await cageOf(page);
      const element = await cage.frameElement();
      assert.equal(await element.getAttribute('sandbox'), 'allow-scripts');
      assert.equal(await element.getAttribute('allow'), '');
      const index = lab.runtimeFiles.find(({ name }) => name === 'index.html')?.body ?? '';
      const hash = /'sha256-[^']+'/.exec(index)?.[0];
      assert.match(
        index,
        new RegExp(
          `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' ${hash?.replace(/[+/]/g, '\\$&')}; connect-src 'self'; worker-src blob: data:; frame-src 'none'; base-uri 'none'; form-action 'none'">`,
        ),
      );
      assert.ok(index.indexOf('Content-Security-Policy') < index.indexOf('<script'));
      const inner = (await element.getAttribute('srcdoc')) ?? '';
      assert.ok(inner.includes(`content="default-src 'none'; script-src ${hash}; worker-src blob: data:"`));
    }));

  test('are built anew when the cage is gone', () =>
    visit(async (page) => {
      const cage = await cageOf(page);
      const running = run(page, '(lab) => { setInterval(() => {}, 10); }', { limit: 20_000 });
      await page.waitForTimeout(200);
      // What a crashed process looks like from outside: no answer any more.
      const hung = cage.evaluate(() => {
        for (;;);
      });
      await Promise.all([
        assert.rejects(hung, /detached|closed|Target/),
        running.then((outcome) => {
          assert.equal(outcome.kind, 'failed');
          assert.match(outcome.kind === 'failed' ? outcome.message : '', /stopped answering.*next run/);
        }),
      ]);
      await assertAlive(page);
    }));

  test('ignore every window but their parent', () =>
    visit(async (page) => {
      await assertAlive(page);
      const before = page.frames().length;
      await page.evaluate(async () => {
        const stranger = document.createElement('iframe');
        document.body.append(stranger);
        const broker = document.querySelector('iframe');
        const script = stranger.contentDocument?.createElement('script');
        if (!script || !broker) throw new Error('no frame');
        (stranger.contentWindow as unknown as { broker: Window | null }).broker = broker.contentWindow;
        script.textContent = `broker.postMessage({ type: 'interleave-run', $id: 1, run: 999, entry: 'main.ts', files: { 'main.ts': '(lab) => lab.end()' } }, '*')`;
        stranger.contentDocument?.body.append(script);
        await new Promise((resolve) => setTimeout(resolve, 300));
        stranger.remove();
      });
      assert.equal(page.frames().length, before);
      // Had run 999 been accepted, this run with a lower number would not start.
      await assertAlive(page);
    }));

  test('do nothing when opened by themselves', () =>
    site.visit('runtime/index.html', async (page) => {
      await page.evaluate(() =>
        postMessage({ type: 'interleave-run', $id: 1, run: 1, entry: 'a', files: { a: '' } }, '*'),
      );
      await page.waitForTimeout(300);
      assert.equal(page.frames().length, 1);
    }));

  test('that cannot start say so instead of staying silent', async () => {
    const broken = await buildLab();
    const { writeFileSync } = await import('node:fs');
    const index = broken.runtimeFiles.find(({ name }) => name === 'index.html')?.body ?? '';
    writeFileSync(
      `${broken.folder}/runtime/index.html`,
      index.replace(/'sha256-[^']+'/, `'sha256-${'A'.repeat(43)}='`),
    );
    const other = await openSite({ folder: broken.folder });
    try {
      await other.visit(
        '',
        async (page) => {
          const outcome = await run(page, hello);
          assert.deepEqual(outcome, { kind: 'failed', message: 'The sandbox did not start.' });
        },
        { expectedErrors: [/Content Security Policy/] },
      );
    } finally {
      await other.close();
      broken.remove();
    }
  });
});
