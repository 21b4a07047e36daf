/**
 * Hostile programs as readers could receive them by link: through the compiler, in the engine, in the sandbox. Each row is
 * one program; `expect` looks at how its run went. After every one of them the next program runs.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { RunResult } from '../../src/engine/protocol.ts';
import { runtimeFiles } from '../../src/sandbox/runtime-files.ts';
import { openSite, type Site } from '../support/site.ts';
import { buildLab } from './lab/build.ts';

let lab: Awaited<ReturnType<typeof buildLab>>;
let site: Site;
let listener: Server;
let seen: string[] = [];

before(async () => {
  listener = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('1');
  });
  listener.on('connection', () => seen.push('connection'));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  lab = await buildLab();
  const real = join(lab.folder, 'runtime');
  mkdirSync(real, { recursive: true });
  for (const { name, body } of await runtimeFiles({ hashed: true })) writeFileSync(join(real, name), body);
  site = await openSite({ folder: lab.folder });
});

after(async () => {
  await site?.close();
  lab?.remove();
  listener?.closeAllConnections();
  listener?.close();
});

interface Attack {
  name: string;
  code: string;
  options?: Record<string, unknown>;
  expect(result: RunResult): void;
}

const texts = ({ output }: RunResult) => output.map(({ text }) => text);
const isCut = ({ end }: RunResult) => assert.equal(end.reason, 'limit', JSON.stringify(end));
const prints =
  (...expected: (string | RegExp)[]) =>
  (result: RunResult) => {
    const lines = texts(result);
    assert.equal(lines.length, expected.length, JSON.stringify(lines));
    for (const [index, line] of expected.entries())
      if (typeof line === 'string') assert.equal(lines[index], line);
      else assert.match(lines[index] ?? '', line);
  };

const attacks: Attack[] = [
  { name: 'A01 an endless loop', code: 'for (;;) {}', expect: isCut },
  {
    name: 'A02 an endless chain of promises',
    code: 'const f = () => Promise.resolve().then(f); f(); await new Promise(() => {});',
    expect: isCut,
  },
  { name: 'A03 an endless loop of awaits', code: 'for (;;) await 0;', expect: isCut },
  {
    name: 'A04 waiting for nothing',
    code: 'await new Promise(() => {});',
    expect: ({ end }) => assert.equal(end.reason, 'stuck'),
  },
  {
    name: 'A05 an interval without end, in real time',
    code: "setInterval(() => console.log('t'), 10); await new Promise(() => {});",
    options: { clock: 'real' },
    expect(result) {
      isCut(result);
      assert.ok(texts(result).length > 10);
    },
  },
  {
    name: 'A13 a loop that catches everything',
    code: 'for (;;) { try { for (;;) {} } catch {} finally { continue; } }',
    expect: isCut,
  },
  { name: 'A15 a loop in a late timer', code: 'setTimeout(() => { for (;;) {} }, 50);', expect: isCut },
  {
    name: 'A17 microtasks and rejections in a spin',
    code: 'const f = () => { queueMicrotask(f); Promise.reject(0).catch(f); }; f();',
    expect: isCut,
  },
  {
    name: 'F01 printing without end',
    code: "for (;;) console.log('spam');",
    expect(result) {
      isCut(result);
      assert.ok(result.output.length <= 10_000);
    },
  },
  {
    name: 'F02 printing without end in tasks',
    code: 'setInterval(() => { for (let i = 0; i < 1e4; i++) console.log(i); }, 0);',
    expect(result) {
      isCut(result);
      assert.ok(result.output.length <= 10_000);
    },
  },
  {
    name: 'F03 posting past the runtime',
    code: "(self as any).postMessage({ type: 'ended' });",
    expect: (result) => assert.match(texts(result).join(), /TypeError|ReferenceError/),
  },
  {
    name: 'F04 errors without end in timers',
    code: "setInterval(() => { throw new Error('x'); }, 0);",
    expect: isCut,
  },
  {
    name: 'F07 a flood of long lines',
    code: "for (let i = 0; i < 2000; i++) console.log('y'.repeat(1e5));",
    expect: (result) => assert.ok(texts(result).join('').length < 1_000_000),
  },
  {
    name: 'I03 a proxy that throws',
    code: 'console.log(new Proxy({}, { get() { throw 1 }, ownKeys() { throw 2 }, getOwnPropertyDescriptor() { throw 3 }, getPrototypeOf() { throw 4 }, has() { throw 5 } }));',
    expect: (result) => assert.equal(result.output.length, 1),
  },
  {
    name: 'I12 an object Sandpack’s console would bring to life',
    code: "console.log({ '@t': '[[TypedArray]]', data: { ctorName: 'Worker', arr: 'data:text/javascript,1' } });",
    expect: (result) => assert.equal(typeof result.output[0]?.text, 'string'),
  },
  {
    name: 'G01 forging the end of the run',
    code: "try { (globalThis as any).postMessage({ nonce: '', message: { type: 'ended' } }); } catch {}\nconsole.log('honest');",
    expect: prints('honest'),
  },
  {
    name: 'G02 stealing the port from its prototype',
    code: "const p = MessagePort.prototype.postMessage;\nMessagePort.prototype.postMessage = function (this: any, m: any) { (globalThis as any).stolen = this; return p.call(this, m); } as any;\nconsole.log('a');\nsetTimeout(() => console.log(typeof (globalThis as any).stolen), 5);",
    expect: prints('a', 'undefined'),
  },
  {
    name: 'G03 setters on Object.prototype',
    code: "for (const k of ['nonce', 'message', 'type', 'lines', 'text', 'at']) Object.defineProperty(Object.prototype, k, { configurable: true, set(v) { (globalThis as any).caught = this; }, get() { return 'FORGED'; } });\nconsole.log('plain');\nsetTimeout(() => { console.log(typeof (globalThis as any).caught); }, 5);",
    expect: prints('plain', 'undefined'),
  },
  {
    name: 'G13 listening for the runtime’s messages',
    code: "addEventListener('message', (e: any) => { (globalThis as any).port = e.ports?.[0] ?? e.data; });\nawait new Promise((r) => setTimeout(r, 50));\nconsole.log(typeof (globalThis as any).port);",
    expect: prints('undefined'),
  },
  {
    name: 'G16 methods that lie',
    code: "String.prototype.slice = () => 'PWNED'; Array.prototype.push = () => 0; (Array.prototype as any)[Symbol.iterator] = function* () {}; JSON.stringify = () => 'PWNED';\nconsole.log('plain');",
    expect: prints('plain'),
  },
  {
    name: 'O01 looking for the site',
    code: "console.log(['localStorage', 'indexedDB', 'caches', 'cookieStore', 'document', 'window', 'parent', 'top', 'location', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts', 'Worker', 'postMessage', 'close', 'WebAssembly'].filter((k) => typeof (globalThis as any)[k] !== 'undefined').join());",
    expect: prints(''),
  },
  {
    name: 'O05 modules from data: and blob: addresses',
    code: "let n = 0;\nfor (const u of ['data:text/javascript,export default 1', URL.createObjectURL(new Blob(['export default 1'], { type: 'text/javascript' }))]) try { await import(u); n++; } catch {}\nconsole.log(n);",
    expect: prints('0'),
  },
  {
    name: 'O06 code from text',
    code: "for (const f of [() => (0, eval)('1'), () => new Function('return 1')(), () => (async () => {}).constructor('return 1')()]) try { f(); console.log('RAN'); } catch (e: any) { console.log(e.name); }",
    expect: (result) => assert.ok(!texts(result).includes('RAN'), String(texts(result))),
  },
];

describe('a hostile program', () => {
  // One page for all of them: what one leaves behind, the next would feel.
  test('does no harm', (suite) =>
    site.visit('', async (page) => {
      const run = async (source: string, chosen: Record<string, unknown> = {}) => {
        const outcome = await page.evaluate(
          async ([text, given]) => {
            const over = await window.lab.run(text, given);
            // A trace is long, and the way out of the browser slow.
            if (over.kind === 'ended') over.result.trace.events = [];
            return over;
          },
          [source, { clock: 'virtual', limit: 600, ...chosen }] as const,
        );
        if (outcome.kind !== 'ended') assert.fail(JSON.stringify(outcome));
        return outcome.result;
      };
      for (const { name, code, options, expect } of attacks)
        await suite.test(name, async () => {
          expect(await run(code, options));
          assert.deepEqual(texts(await run("console.log('alive');", { limit: 5_000 })), ['alive']);
        });
    }));

  test('N01–N34 reaches nobody, and says nothing to the site', () =>
    site.visit('', async (page) => {
      const { port } = listener.address() as AddressInfo;
      const target = `http://127.0.0.1:${port}/leak`;
      seen = [];
      const outcome = await page.evaluate(
        ([there, here]) =>
          window.lab.run(
            `const g = globalThis as any;
            const ways: Record<string, () => unknown> = {
              fetch: () => fetch(${JSON.stringify(there)}),
              own: () => fetch(${JSON.stringify(here)}),
              socket: () => new g.WebSocket('ws://127.0.0.1:1/'),
              events: () => new g.EventSource(${JSON.stringify(there)}),
              scripts: () => g.importScripts(${JSON.stringify(there)}),
              module: () => import(${JSON.stringify(there)}),
              worker: () => new g.Worker(${JSON.stringify(there)}),
              request: () => { const x = new g.XMLHttpRequest(); x.open('GET', ${JSON.stringify(there)}, false); x.send(); },
              font: () => new g.FontFace('z', 'url(${there})').load(),
              beacon: () => g.navigator.sendBeacon(${JSON.stringify(there)}, 's'),
            };
            for (const [name, way] of Object.entries(ways)) {
              try { await way(); console.log(name, 'WENT'); } catch (e: any) { console.log(name, e.name); }
            }`,
            { clock: 'virtual' },
          ),
        [target, `${site.url}leak`] as const,
      );
      if (outcome.kind !== 'ended') assert.fail(JSON.stringify(outcome));
      const lines = texts(outcome.result);
      assert.deepEqual(
        lines.filter((line) => line.includes('WENT')),
        [],
      );
      assert.ok(lines.length >= 10, String(lines));
      await page.waitForTimeout(300);
      assert.deepEqual(seen, []);
    }));
});
