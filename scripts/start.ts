/** `npm start`: builds the book and serves it. `PORT` chooses the port, `BASE_PATH` the path it is served under. */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { serveDist } from './serve-dist.ts';

const port = readPort(process.env['PORT'] ?? '4321');
const base = `/${(process.env['BASE_PATH'] ?? '').replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');

// Asked before the build, so that nobody waits for a build only to learn that the port is taken.
await assertFree(port);
const build = spawnSync('npm', ['run', '--silent', 'build'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (build.status !== 0) process.exit(build.status ?? 1);
try {
  const { port: actual } = await serveDist({ folder: 'dist', port, base });
  console.log(`\nInterleave is at http://localhost:${actual}${base}   (Ctrl+C stops it)`);
} catch (error) {
  fail(portMessage(error, port));
}

function readPort(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535) {
    fail(`PORT is "${text}"; it has to be a whole number from 1 to 65535, for instance PORT=8080 npm start`);
  }
  return value;
}

async function assertFree(wanted: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(wanted, '127.0.0.1', resolve);
    });
  } catch (error) {
    fail(portMessage(error, wanted));
  }
  await new Promise((resolve) => probe.close(resolve));
}

function portMessage(error: unknown, wanted: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `Port ${wanted} is taken by another program. Stop it, or choose another port: PORT=${wanted + 1} npm start`;
  }
  if (code === 'EACCES')
    return `Port ${wanted} may not be used without more rights. Choose one above 1023: PORT=4321 npm start`;
  return `The book cannot be served: ${message}`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
