/** WebKitGTK's MiniBrowser, driven by its own WebDriver (W3C WebDriver, plain HTTP). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findOnPath, findWebKit } from '../browsers.ts';

/** ms a program may take to start. */
const patience = 20_000;
/** ms between two looks at whether the driver is ready. */
const pace = 20;

/** A WebKit that is open. It carries out one command at a time. */
export interface WebKit {
  /** One command of W3C WebDriver, its path relative to the session. @throws Error with the driver's words. */
  send(method: string, path: string, body?: object): Promise<unknown>;
  /** Runs the body of a function in the page, which has `arguments`, and returns what it returns at once. */
  execute(script: string, ...args: unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Starts WebKit. Without a screen it gets a virtual one, if Xvfb is installed.
 * `proxyPort`: of a proxy on this machine through which it is to make all its connections.
 * @throws Error that says what is missing.
 */
export async function openWebKit({ proxyPort }: { proxyPort?: number } = {}): Promise<WebKit> {
  const found = findWebKit();
  if (!found)
    throw new Error(
      'No WebKit found. Install WebKitGTK with its driver (Debian: apt install webkit2gtk-driver xvfb), or set WEBKIT_DRIVER_PATH.',
    );
  const started: ChildProcess[] = [];
  const closeAll = async () => {
    for (const child of started.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
  };
  try {
    const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? (await startScreen(started));
    const port = await freePort();
    const driver = spawn(found.executablePath, [`--port=${port}`, '--host=127.0.0.1'], {
      env: { ...process.env, ...(process.env['WAYLAND_DISPLAY'] ? {} : { DISPLAY: display }) },
      stdio: 'ignore',
    });
    started.push(driver);
    const send = (method: string, path: string, body?: object) =>
      command(`http://127.0.0.1:${port}${path}`, method, body);
    await untilReady(send, driver);
    const address = `127.0.0.1:${proxyPort}`;
    const proxy = { proxyType: 'manual', httpProxy: address, sslProxy: address };
    const capabilities = proxyPort === undefined ? {} : { alwaysMatch: { proxy } };
    const { sessionId } = (await send('POST', '/session', { capabilities })) as { sessionId: string };
    const session = `/session/${sessionId}`;
    const inSession: Send = (method, path, body) => send(method, session + path, body);
    return {
      send: inSession,
      execute: (script, ...args) => inSession('POST', '/execute/sync', { script, args }),
      async close() {
        await inSession('DELETE', '').catch(() => {});
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Starts a virtual screen; its name. */
async function startScreen(started: ChildProcess[]): Promise<string> {
  const path = findOnPath(['Xvfb']);
  if (!path)
    throw new Error('WebKit needs a screen: set DISPLAY, or install Xvfb (Debian: apt install xvfb).');
  const screen = spawn(path, ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  started.push(screen);
  const pipe = screen.stdio[3];
  if (!pipe) throw new Error('Xvfb has no pipe.');
  const [number] = (await Promise.race([
    once(pipe, 'data', { signal: AbortSignal.timeout(patience) }),
    once(screen, 'exit').then(() => Promise.reject(new Error('Xvfb ended at once.'))),
  ])) as [Buffer];
  return `:${String(number).trim()}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

type Send = (method: string, path: string, body?: object) => Promise<unknown>;

async function untilReady(send: Send, driver: ChildProcess): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    const status = (await send('GET', '/status').catch(() => undefined)) as { ready?: boolean } | undefined;
    if (status?.ready) return;
    if (driver.exitCode !== null || performance.now() > end)
      throw new Error('WebKitWebDriver does not start.');
    await sleep(pace);
  }
}

/** One command of WebDriver. @throws Error with the driver's words. */
async function command(address: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: { error?: string; message?: string } | null };
  if (!response.ok) throw new Error(`WebDriver: ${value?.error}: ${value?.message}`);
  return value;
}
