/**
 * Pages in a browser that nobody watches. A page driven through the DevTools protocol has V8's inspector in every worker,
 * which parses a script three more times while it starts (22 of 45 ms for the engine), and each of its requests passes
 * through the test's process. So the pages measure themselves, and the protocol only opens and closes them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import sirv from 'sirv';
import { chromiumFlags, findChromium } from '../../src/checker/browsers.ts';
import { scriptsRan } from '../../src/layouts/late-scripts.ts';

export interface UnwatchedSite {
  /**
   * Opens a page with nothing in its caches and has it run `script`, a module that calls `report(value)` once and can wait for
   * `scriptsRan()`, the page's own; without a page of the site, in an empty one that has no policy.
   */
  measure<T>(script: string, page?: string): Promise<T>;
  close(): Promise<void>;
}

/** How long one page may take, in ms. */
const patience = 60_000;

export async function openUnwatchedSite(folder = 'dist'): Promise<UnwatchedSite> {
  let script = '';
  let hear: (value: unknown) => void = () => {};
  const files = sirv(folder);
  const server = createServer(async (request, response) => {
    const [path = '/', query] = (request.url ?? '/').split('?');
    if (path === '/measure.js') {
      const helpers = `
        const report = (value) => fetch('/measured', { method: 'POST', body: JSON.stringify(value) });
        const scriptsRan = async () => {
          while (performance.getEntriesByName('${scriptsRan}').length === 0)
            await new Promise((resolve) => setTimeout(resolve, 10));
        };`;
      return response.setHeader('content-type', 'text/javascript').end(`${helpers}\n${script}`);
    }
    if (path === '/measured') {
      hear(JSON.parse(await text(request)));
      return response.end();
    }
    // What keeps the book for use without a connection is another matter.
    if (path === '/service-worker.js') return response.writeHead(404).end();
    if (query !== 'measured') return files(request, response, () => void response.writeHead(404).end());
    const html = path === '/' ? '<head></head>' : await readFile(join(folder, path, 'index.html'), 'utf8');
    const measuring = html.replace('</head>', '<script type="module" src="/measure.js"></script></head>');
    return response.setHeader('content-type', 'text/html').end(measuring);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const site = `http://127.0.0.1:${address.port}`;

  const profile = await mkdtemp(join(tmpdir(), 'interleave-bench-'));
  const found = await findChromium();
  const browser = spawn(
    found.executablePath,
    [
      ...chromiumFlags,
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...found.env } },
  );
  const call = await connect(await devToolsAddress(browser.stderr));

  return {
    async measure<T>(code: string, page = '') {
      script = code;
      const measured = new Promise<T>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${page || 'The page'} reports nothing.`)), patience);
        hear = (value) => {
          clearTimeout(late);
          resolve(value as T);
        };
      });
      const { browserContextId } = await call('Target.createBrowserContext');
      try {
        const size = { width: 1_280, height: 900 };
        await call('Target.createTarget', { url: `${site}/${page}?measured`, browserContextId, ...size });
        return await measured;
      } finally {
        await call('Target.disposeBrowserContext', { browserContextId });
      }
    },
    async close() {
      const gone = once(browser, 'exit');
      browser.kill();
      await gone;
      server.closeAllConnections();
      server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function devToolsAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stderr)) {
    const [, url] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error('Chromium did not start.');
}

type Call = (method: string, parameters?: object) => Promise<{ browserContextId?: string }>;

/** A connection to the browser itself, not to any page of it. */
async function connect(url: string): Promise<Call> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: { result: object; error?: { message: string } }) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data));
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let calls = 0;
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = ++calls;
      waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      );
      socket.send(JSON.stringify({ id, method, params }));
    });
}
