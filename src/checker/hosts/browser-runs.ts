/** Runs programs in a browser, in a page of our own with the book's broker in it; knows nothing of any one browser. */
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { RunRequest } from '../../sandbox/channel.ts';
import type { RunOutcome } from '../../sandbox/runner.ts';
import { runtimeFiles } from '../../sandbox/runtime-files.ts';

export interface PageRequest extends RunRequest {
  /** For `stop`. */
  id: number;
}

/** What the page offers as `globalThis.checker`; see `browser-page.ts`. */
export interface PageFunctions {
  /** Opens so many sandboxes side by side. */
  open(frames: number): Promise<void>;
  /** Runs programs, as many at a time as there are sandboxes; the outcomes, in the order of the requests, as JSON. */
  run(requests: PageRequest[]): Promise<string>;
  stop(id: number): void;
}

/** A browser with one page in it. */
export interface Browser {
  /** Calls one of the page's functions with an argument that can be written as JSON. */
  call<Name extends keyof PageFunctions>(
    name: Name,
    argument: Parameters<PageFunctions[Name]>[0],
  ): Promise<Awaited<ReturnType<PageFunctions[Name]>>>;
  close(): Promise<void>;
}

export interface BrowserRuns {
  /** Runs programs; `signal` stops those that are still running. Their outcomes come in the order of the requests. */
  run(requests: readonly RunRequest[], signal?: AbortSignal): Promise<RunOutcome[]>;
  close(): Promise<void>;
}

/** `frames`: how many programs run at the same time. `launch` starts a browser and opens the page at `url` in it. */
export async function openBrowserRuns(
  launch: (url: string) => Promise<Browser>,
  frames = availableParallelism(),
): Promise<BrowserRuns> {
  const server = await servePage();
  let browser: Browser;
  try {
    browser = await launch(server.url);
    await browser.call('open', frames);
  } catch (error) {
    server.close();
    throw error;
  }
  let count = 0;
  return {
    async run(requests, signal) {
      const numbered = requests.map((request) => ({ ...request, id: ++count }));
      const stop = () => {
        for (const { id } of numbered) browser.call('stop', id).catch(() => {});
      };
      signal?.addEventListener('abort', stop);
      try {
        return JSON.parse(await browser.call('run', numbered));
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The checker's page</title>
<link rel="icon" href="data:,">
<body><script src="page.js"></script></body>
</html>
`;

async function servePage(): Promise<{ url: string; close(): void }> {
  const [runtime, { outputFiles }] = await Promise.all([
    runtimeFiles({ hashed: true }),
    build({
      entryPoints: [fileURLToPath(new URL('./browser-page.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
    }),
  ]);
  const served = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: page }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: outputFiles[0]?.text ?? '' }],
    ...runtime.map(({ name, type, body }) => [`/runtime/${name}`, { type, body }] as const),
  ]);
  const index = served.get('/runtime/index.html');
  if (index) served.set('/runtime/', index);
  const server = createServer(({ url = '/' }, response) => {
    const found = served.get(url);
    if (found) response.writeHead(200, { 'content-type': found.type }).end(found.body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
