/** Verdicts of the examples in the pages of `npm run dev`, and their outputs updated on request. Nothing of it is in a build. */
import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

const start = fileURLToPath(new URL('../start.js', import.meta.url));
const script = fileURLToPath(new URL('./show-verdicts.ts', import.meta.url));

/** `/@interleave/verdicts/waiting`, `/@interleave/update/waiting/all-at-once`. */
const address = /\/@interleave\/(verdicts|update)\/([a-z0-9-]+)(?:\/([a-z0-9-]+))?$/;

/** Pages of other sites cannot send it without being asked whether they may. */
export const ownHeader = 'x-interleave';

/** What a page is answered: problems as in the report for tools, or why there is no report. */
export interface Verdicts {
  problems: { example?: string; line: number; code: string; message: string }[];
  failure?: string;
}

export function devVerdicts(): AstroIntegration {
  return {
    name: 'interleave-dev-verdicts',
    hooks: {
      'astro:config:setup'({ command, injectScript }) {
        if (command === 'dev') injectScript('page', `import ${JSON.stringify(script)};`);
      },
      'astro:server:setup'({ server }) {
        server.middlewares.use(answerVerdicts(server.config.root));
      },
    },
  };
}

/** Answers what the pages ask, and lets everything else pass; `root` is the book's folder. One check runs at a time. */
export function answerVerdicts(root: string) {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const [, what, chapter = '', id] = address.exec((request.url ?? '').split('?')[0] ?? '') ?? [];
    if (!what) {
      next();
      return;
    }
    const isAllowed =
      request.headers[ownHeader] !== undefined && request.method === (what === 'update' ? 'POST' : 'GET');
    if (!isAllowed || (what === 'update' && id === undefined)) {
      response.writeHead(403).end();
      return;
    }
    const args = what === 'update' ? ['--update', '--filter', `${chapter}/${id}`] : ['--filter', chapter];
    inTurn(() => check(root, args)).then(
      (verdicts) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(verdicts));
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  };
}

/** The command in a process of its own: it sees the code and the chapters as they are now. */
function check(root: string, args: readonly string[]): Promise<Verdicts> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [start, '--reporter', 'json', ...args], { cwd: root });
    let [printed, errors] = ['', ''];
    child.stdout.on('data', (data) => {
      printed += data;
    });
    child.stderr.on('data', (data) => {
      errors += data;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0 && code !== 1) resolve({ problems: [], failure: errors.trim() });
      else resolve({ problems: (JSON.parse(printed) as Verdicts).problems });
    });
  });
}
