/** The engine's script in browsers' own workers, without the sandbox around it: the same run as in Node, byte for byte. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { chromiumFlags, findChromium, findFirefox } from '../../../src/checker/browsers.ts';
import { assemble } from '../../../src/engine/assemble.ts';
import { bundleRuntime } from '../../../src/engine/bundle.ts';
import { collect, createResult } from '../../../src/engine/collect.ts';
import { compile } from '../../../src/engine/compile/compile.ts';
import { runCompiled } from '../../../src/engine/hosts/node.ts';
import {
  defaultRunOptions,
  type RunMessage,
  type RunOptions,
  type RunResult,
} from '../../../src/engine/protocol.ts';
import { decodeChunk } from '../../../src/engine/wire.ts';
import { programOf } from './run.ts';

interface Job {
  script: string;
  options: RunOptions;
  kind: 'blob' | 'data';
}

/** What the worker posted, its trace chunks as plain arrays: typed arrays do not survive the way out of the page. */
type Posted = { nonce: string; message: RunMessage & { chunk?: { times: number[]; numbers: number[] } } };

type Evaluate = (job: Job) => Promise<Posted[]>;

/** Runs in the page. */
function runInPage({ script, options, kind }: Job): Promise<Posted[]> {
  return new Promise((resolve, reject) => {
    const url =
      kind === 'blob'
        ? URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
        : `data:text/javascript;charset=utf-8,${encodeURIComponent(script)}`;
    const worker = new Worker(url);
    const { port1, port2 } = new MessageChannel();
    const posted: Posted[] = [];
    port1.onmessage = ({ data }) => {
      const { chunk } = data.message;
      if (chunk) data.message.chunk = { ...chunk, times: [...chunk.times], numbers: [...chunk.numbers] };
      posted.push(data);
      if (data.message.type !== 'ended') return;
      worker.terminate();
      resolve(posted);
    };
    worker.onerror = ({ message }) => reject(new Error(`An error reached the worker's edge: ${message}`));
    worker.onmessage = () => reject(new Error('The program reached the page.'));
    worker.postMessage({ nonce: 'secret', options }, [port2]);
  });
}

const programs: [name: string, code: string, options?: Partial<RunOptions>][] = [
  [
    'calls, timers, reactions and errors',
    `
    const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    async function job(name: string, ms: number) { await sleep(ms); console.log(name); if (ms > 20) throw new RangeError(name); return name; }
    console.log(await Promise.allSettled([job('a', 30), job('b', 10)]));
    Promise.resolve(1).then((x) => x + 1).finally(() => console.log('finally'));
    setTimeout(function thrower() { throw new TypeError('in a timer'); }, 5);
    Promise.reject(new Error('nobody'));
    for await (const x of (async function* () { yield 1; yield 2; })()) console.log(x);`,
  ],
  [
    'events, messages, frames, priorities and clocks',
    `
    addEventListener('unhandledrejection', (event) => { console.log('event', event.reason); event.preventDefault(); });
    Promise.reject('prevented');
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => console.log('message', data);
    port2.postMessage(new Date(0));
    requestAnimationFrame((time) => console.log('frame', time));
    requestIdleCallback(() => console.log('idle'));
    (globalThis as any).scheduler.postTask(() => console.log('task'), { priority: 'background' });
    const controller = new AbortController();
    controller.signal.addEventListener('abort', () => console.log(controller.signal.reason.message));
    AbortSignal.timeout(7).onabort = function () { console.log(this.reason.message); };
    setTimeout(() => controller.abort(), 5);
    console.log(new Date().toISOString(), performance.now(), Math.random(), crypto.randomUUID());
    console.log(await new Blob(['blob']).text(), String(setTimeout), String(async () => { await 1; }));
    console.log(typeof fetch, typeof process, typeof postMessage, typeof WebSocket, new Error('here').stack!.includes('main.ts:18'));`,
  ],
  [
    'a world',
    `import { getRates } from './worlds/rates.ts';
     console.log(await Promise.all(['USD', 'NOK'].map((base) => getRates(base))));
     await getRates('XXX').catch((error) => console.log(error.message));`,
  ],
  ['what never settles', `console.log('waiting'); await new Promise(() => {});`],
  ['too many lines', `setInterval(() => console.log('again'), 1);`, { maxLines: 50 }],
  [
    'Node’s rules',
    `process.nextTick(() => console.log('tick')); Promise.resolve().then(() => console.log('micro'));
     setImmediate(() => { console.log('immediate'); process.nextTick(() => console.log('tick')); Promise.resolve().then(() => console.log('micro')); });
     setTimeout(() => { process.on('exit', (code) => console.log('exit', code)); process.exit(3); }, 2);`,
    { flavour: 'node' },
  ],
];

async function inNode(
  code: string,
  options: Partial<RunOptions>,
): Promise<{ script: string; result: RunResult }> {
  const compiled = compile(programOf(code), { probes: true });
  assert.ok(compiled.ok);
  const script = assemble(await bundleRuntime('browser'), compiled.program);
  return { script, result: await runCompiled(compiled.program, options).result };
}

function fold(posted: Posted[], sites: RunResult['trace']['sites']): RunResult {
  const result = createResult();
  result.trace.sites = sites;
  for (const { nonce, message } of posted) {
    assert.equal(nonce, 'secret');
    const { chunk } = message;
    if (!chunk) {
      collect(result, message);
      continue;
    }
    const { times, numbers } = chunk;
    const typed = { ...chunk, times: Float64Array.from(times), numbers: Int32Array.from(numbers) };
    collect(result, { type: 'trace', events: decodeChunk(typed) });
  }
  return result;
}

const browsers: {
  name: string;
  isMissing: boolean;
  open(): Promise<{ evaluate: Evaluate; close(): Promise<void> }>;
}[] = [
  {
    name: 'Chromium',
    isMissing: false,
    async open() {
      const found = await findChromium();
      const env = { ...process.env, ...found.env } as Record<string, string>;
      const browser = await chromium.launch({
        executablePath: found.executablePath,
        args: chromiumFlags,
        env,
      });
      const page = await browser.newPage();
      return { evaluate: (job) => page.evaluate(runInPage, job), close: () => browser.close() };
    },
  },
  {
    name: 'Firefox',
    isMissing: findFirefox() === undefined,
    async open() {
      const executablePath = findFirefox()?.executablePath ?? '';
      const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
      const page = await browser.newPage();
      return { evaluate: (job) => page.evaluate(runInPage, job), close: () => browser.close() };
    },
  },
];

for (const { name, isMissing, open } of browsers)
  describe(`a worker of ${name}`, { skip: isMissing && `${name} is not installed` }, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => {
      opened = await open();
    });
    after(() => opened?.close());

    for (const [title, code, options = {}] of programs)
      it(`runs ${title} as Node does`, async () => {
        const { script, result } = await inNode(code, options);
        const posted = await opened.evaluate({
          script,
          options: { ...defaultRunOptions, ...options },
          kind: 'blob',
        });
        assert.deepEqual(fold(posted, result.trace.sites), result);
      });

    it('may be made from a data address', async () => {
      const { script, result } = await inNode(
        `console.log('data'); setTimeout(() => { throw new Error('x'); }, 1);`,
        {},
      );
      const posted = await opened.evaluate({ script, options: defaultRunOptions, kind: 'data' });
      assert.deepEqual(fold(posted, result.trace.sites), result);
    });
  });
