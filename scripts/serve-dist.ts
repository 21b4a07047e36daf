/** Serves a built site from disk the way a static host would. */

import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

export interface ServeOptions {
  /** Folder of the built site. */
  folder: string;
  /** 0 lets the system choose. */
  port: number;
  host?: string;
  /** The path the site was built for, with both slashes: `/` or `/book/`. */
  base?: string;
  /** Whether files lie beside their compressed forms (`index.html.gz`), to be sent in their place. */
  compressed?: boolean;
  onRequest?: (request: IncomingMessage) => void;
}

/**
 * Starts the server and resolves once it listens.
 * @throws Error with `code: 'EADDRINUSE'` when the port is taken, and a plain one when there is no built site.
 */
export async function serveDist(
  options: ServeOptions,
): Promise<{ server: Server; port: number; close(): Promise<void> }> {
  const { folder, base = '/' } = options;
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`There is no built site in ${folder}. Run "npm run build" first.`);
  const files = sirv(folder, { etag: true, dev: false, gzip: options.compressed ?? false });
  const notFound = existsSync(join(folder, '404.html'))
    ? readFileSync(join(folder, '404.html'))
    : 'Not found';
  const server = createServer((request, response) => {
    options.onRequest?.(request);
    const url = request.url ?? '/';
    if (!url.startsWith(base)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`Nothing here. The book is at ${base}`);
      return;
    }
    request.url = `/${url.slice(base.length)}`;
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/html;charset=utf-8' }).end(notFound);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    server,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
