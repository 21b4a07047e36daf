/** What the pages of `npm run dev` are answered; nothing of it reaches a build. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { answerVerdicts, devVerdicts } from '../../src/checker/dev/verdicts.ts';

const root = mkdtempSync(join(tmpdir(), 'interleave-dev-'));
const chapter = join(root, 'content/01-chapter/01-chapter.mdx');
let server: Server;
let base = '';

before(async () => {
  cpSync(new URL('../books/wrong-digit/content', import.meta.url), join(root, 'content'), {
    recursive: true,
  });
  const answer = answerVerdicts(root);
  server = createServer((request, response) =>
    answer(request, response, () => response.writeHead(404).end()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/@interleave`;
});
after(() => {
  server.close();
  rmSync(root, { recursive: true, force: true });
});

const ask = (what: string, method = 'GET', headers: Record<string, string> = { 'x-interleave': 'dev' }) =>
  fetch(`${base}/${what}`, { method, headers });

test('a page learns what is wrong, and can have the output updated', { timeout: 120_000 }, async () => {
  const found = (await (await ask('verdicts/chapter')).json()) as {
    problems: { example: string; code: string }[];
  };
  assert.deepEqual(
    found.problems.map(({ code }) => code),
    ['output-differs'],
  );
  const id = found.problems[0]?.example ?? '';
  const before = readFileSync(chapter, 'utf8');

  // Another site cannot send the header, nor can an image or a form.
  assert.equal((await ask(`update/chapter/${id}`, 'POST', {})).status, 403);
  assert.equal((await ask(`update/chapter/${id}`)).status, 403);
  assert.equal((await ask('update/chapter', 'POST')).status, 403);
  assert.equal((await ask('verdicts/chapter', 'GET', {})).status, 403);
  assert.equal((await ask('verdicts/..%2f..')).status, 404);
  assert.equal(readFileSync(chapter, 'utf8'), before);

  const updated = (await (await ask(`update/chapter/${id}`, 'POST')).json()) as { problems: unknown[] };
  assert.deepEqual(updated.problems, []);
  assert.notEqual(readFileSync(chapter, 'utf8'), before);
  assert.match(
    ((await (await ask('verdicts/unknown')).json()) as { failure: string }).failure,
    /--filter wants/,
  );
});

test('a build has nothing of it', () => {
  const hook = devVerdicts().hooks['astro:config:setup'];
  const injected: string[] = [];
  const setUp = (command: string) =>
    hook?.({ command, injectScript: (stage: string) => injected.push(stage) } as never);
  for (const command of ['build', 'preview', 'sync']) setUp(command);
  assert.deepEqual(injected, []);
  setUp('dev');
  assert.deepEqual(injected, ['page']);
});
