/**
 * The sandbox without any help from the runtime: the laboratory's runtime gives a program everything its worker has,
 * the port and the secret included. The observer of the network is a server outside the browser.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunOutcome } from '../../src/sandbox/runner.ts';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';
import { buildLab } from './lab/build.ts';

let lab: Awaited<ReturnType<typeof buildLab>>;
let site: Site;
let listener: Server;
/** Everything that reached the observer. */
let seen: string[] = [];
let observer = '';

before(async () => {
  listener = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response
      .writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' })
      .end('1');
  });
  listener.on('connection', (socket) => {
    seen.push('connection');
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  observer = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  lab = await buildLab();
  site = await openSite({ folder: lab.folder });
});

after(async () => {
  await site?.close();
  lab?.remove();
  listener?.closeAllConnections();
  listener?.close();
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
  page.evaluate(() => {
    const { gap } = window.lab;
    window.lab.gap = 0;
    return gap;
  });
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

  test('reaches no network from its worker', () =>
    visit(async (page) => {
      seen = [];
      const target = JSON.stringify(`http://${observer}/leak`);
      const own = JSON.stringify(`${site.url}leak`);
      const outcome = await run(
        page,
        `(lab) => lab.attempt({
            fetch: () => fetch(${target}),
            post: () => fetch(${target}, { mode: 'no-cors', method: 'POST', body: 'secret', keepalive: true }),
            own: () => fetch(${own}, { mode: 'no-cors', credentials: 'include' }),
            xhr: () => { const x = new XMLHttpRequest(); x.open('GET', ${target}, false); x.send(); return x.status; },
            socket: () => new Promise((resolve) => { const s = new WebSocket('ws://${observer}/leak'); s.onopen = () => resolve('OPEN'); s.onerror = () => resolve('error'); }),
            stream: () => new WebSocketStream('ws://${observer}/leak').opened.then(() => 'OPEN'),
            events: () => new Promise((resolve) => { const s = new EventSource(${target}); s.onopen = () => resolve('OPEN'); s.onerror = () => resolve('error'); }),
            transport: () => new WebTransport('https://${observer}/leak').ready.then(() => 'OPEN'),
            scripts: () => importScripts(${target}),
            module: () => import(${target}).then(() => 'LOADED'),
            data: () => import('data:text/javascript,export default 1').then(() => 'LOADED'),
            worker: () => new Promise((resolve) => { const w = new Worker(${target}); w.onerror = () => resolve('error'); }),
            nested: () => new Promise((resolve) => { const w = new Worker('data:text/javascript,fetch(' + encodeURIComponent(${JSON.stringify(target)}) + ').then(() => postMessage(1), () => postMessage(0))'); w.onmessage = (e) => resolve(e.data ? 'FETCHED' : 'blocked'); w.onerror = () => resolve('error'); }),
            font: () => new FontFace('z', 'url(' + ${target} + ')').load().then(() => 'LOADED'),
            cache: async () => { await (await caches.open('q')).add(${target}); return 'CACHED'; },
            rtc: () => new RTCPeerConnection(),
            eval: () => eval('1'),
            function: () => new Function('return 1')(),
            wasm: () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'COMPILED'),
          })`,
      );
      const answers = lines(outcome);
      assert.equal(answers.length, 19, String(answers));
      assert.deepEqual(
        answers.filter((answer) => /: (OPEN|LOADED|FETCHED|CACHED|COMPILED|RESPONSE|1|\d{3})$/.test(answer)),
        [],
      );
      await page.waitForTimeout(300);
      assert.deepEqual(seen, [], 'the observer saw nothing');
      await assertAlive(page);
    }));

  test("reaches nothing of the site's origin", () =>
    visit(async (page) => {
      await page.evaluate(() => {
        localStorage.setItem('canary', 'secret');
        // biome-ignore lint/suspicious/noDocumentCookie: the canary a program must not find
        document.cookie = 'canary=secret';
      });
      const outcome = await run(
        page,
        `(lab) => lab.attempt({
          origin: () => self.origin,
          storage: () => localStorage.canary,
          database: () => new Promise((resolve, reject) => { const r = indexedDB.open('x'); r.onsuccess = () => resolve('OPEN'); r.onerror = () => reject(r.error); }),
          caches: async () => (await caches.keys()).join(),
          files: () => navigator.storage.getDirectory().then(() => 'OPEN'),
          locks: () => navigator.locks.query().then(() => 'OPEN'),
          document: () => document.cookie,
          parent: () => parent.location.href,
          channel: () => { const c = new BroadcastChannel('canary'); c.close(); return 'of an origin of its own'; },
        })`,
      );
      const [origin, ...rest] = lines(outcome);
      assert.equal(origin, 'origin: null');
      assert.deepEqual(
        rest.filter((answer) => !/: (Reference|Type|Security)Error$/.test(answer)),
        ['channel: of an origin of its own'],
      );
      assert.equal(rest.length, 8);
    }));

  for (const [name, code] of [
    ['an endless loop', '() => { for (;;); }'],
    ['an endless chain of promises', '() => { const f = () => Promise.resolve().then(f); f(); }'],
    ['an endless loop that catches everything', '() => { for (;;) try { for (;;); } finally { continue } }'],
  ] as const)
    test(`is stopped at the limit in ${name}, and the page stays responsive`, () =>
      visit(async (page) => {
        const outcome = await runResponsively(page, code, { limit: 600 });
        assert.deepEqual(end(outcome), {
          reason: 'limit',
          exitCode: 143,
          at: 0,
          limit: { name: 'blocked', value: 600 },
        });
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

  test('that floods its port is cut off, and the page stays responsive', () =>
    visit(async (page) => {
      const outcome = await runResponsively(page, '(lab) => { for (;;) lab.print("spam"); }');
      assert.equal(end(outcome).limit?.name, 'messages');
      await assertAlive(page);
    }));

  test('that sends a huge text gets a piece of it shown', () =>
    visit(async (page) => {
      const outcome = await runResponsively(page, '(lab) => { lab.print("x".repeat(5e7)); lab.end(); }', {
        // Fifty million characters have to be copied once, whoever asks for them.
        allowed: 800,
      });
      assert.equal(lines(outcome)[0]?.length, 4_000);
    }));

  test('is not believed without the secret of its run, nor in a wrong form', () =>
    visit(async (page) => {
      const outcome = await run(
        page,
        `(lab) => {
          const { port, say } = lab;
          const output = (text) => ({ type: 'output', lines: [{ at: 0, level: 'log', text }], dropped: 0 });
          port.postMessage({ nonce: 'guess', message: output('forged') });
          port.postMessage({ message: output('forged') });
          port.postMessage(output('forged'));
          port.postMessage(null);
          port.postMessage('ended');
          self.postMessage({ nonce: lab.nonce, message: output('forged') });
          say(output({ toString: 1 }));
          say({ ...output('forged'), lines: [{ at: NaN, level: 'log', text: 'forged' }] });
          say({ type: 'refused', problems: [{ file: 'main.ts', line: 0, column: 0, message: 'forged' }] });
          say({ type: 'failed', message: 'forged' });
          say({ type: 'killed', worker: 1 });
          const cyclic = output('honest'); cyclic.self = cyclic; say(cyclic);
          lab.end();
        }`,
      );
      assert.deepEqual(lines(outcome), ['honest']);
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

  test('keep their own origin from even a script in the cage', () =>
    visit(async (page) => {
      const cage = await cageOf(page);
      for (const secret of [
        'parent.document.body',
        'parent.localStorage',
        'localStorage.canary',
        'document.cookie',
      ])
        await assert.rejects(cage.evaluate(secret), /SecurityError|Blocked a frame|sandboxed/, secret);
    }));

  test('lead nowhere, and a cage that tries is replaced', () =>
    visit(
      async (page) => {
        const cage = await cageOf(page);
        seen = [];
        await cage.evaluate((url) => {
          location.href = url;
        }, `http://${observer}/?secret`);
        await page.waitForTimeout(500);
        // Chromium may open a connection on the suspicion that it is going to need one; nothing is said on it.
        assert.deepEqual(
          seen.filter((event) => event !== 'connection'),
          [],
        );
        await assertAlive(page);
      },
      { expectedErrors: [/Content Security Policy/] },
    ));

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

  test('say nothing to a parent of another origin', async () => {
    const page = await site.browser.newPage();
    try {
      const heard = await page.evaluate(async () => 0);
      assert.equal(heard, 0);
      await page.goto(`http://${observer}/`);
      const messages = await page.evaluate(async (url) => {
        const all: unknown[] = [];
        addEventListener('message', (event) => all.push(event.data));
        const frame = document.createElement('iframe');
        frame.src = url;
        document.body.append(frame);
        await new Promise((resolve) => frame.addEventListener('load', resolve));
        await new Promise((resolve) => setTimeout(resolve, 300));
        for (const message of [
          { type: 'register-frame', id: 1, origin: location.origin },
          {
            codesandbox: true,
            $id: 1,
            type: 'compile',
            modules: { '/main.ts': { code: '(lab) => lab.end()' } },
          },
          {
            codesandbox: true,
            $id: 1,
            type: 'interleave-run',
            run: 1,
            entry: 'main.ts',
            files: { 'main.ts': '(lab) => lab.end()' },
          },
        ])
          frame.contentWindow?.postMessage(message, '*');
        await new Promise((resolve) => setTimeout(resolve, 700));
        return all;
      }, `${site.url}runtime/index.html`);
      assert.deepEqual(messages, []);
    } finally {
      await page.close();
    }
  });

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
