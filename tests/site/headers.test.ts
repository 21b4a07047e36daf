/** The site on a host that sends its headers: everything works as it does without them. Needs a built site. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { everywhere } from '../../scripts/hosting-headers.ts';
import { serveDist } from '../../scripts/serve-dist.ts';
import { built, runExample, startChromium } from '../offline/lab.ts';

type Rule = { path: string; headers: [name: string, value: string][] };

/** `_headers` as hosts read it: every rule that matches a path adds its headers. */
const rules: Rule[] = readFileSync(join(built, '_headers'), 'utf8')
  .split('\n\n')
  .map((rule) => rule.trimEnd().split('\n'))
  .map(([path = '', ...lines]) => ({
    path,
    headers: lines.map(
      (line) =>
        line
          .trim()
          .split(/: (.*)/s)
          .slice(0, 2) as [string, string],
    ),
  }));
const headersFor = (path: string) =>
  rules
    .filter((rule) =>
      rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : rule.path === path,
    )
    .flatMap(({ headers }) => headers);

let browser: Browser;
before(async () => {
  browser = await startChromium();
});
after(() => browser?.close());

async function visitWith(
  more: [string, string][],
  look: (isIsolated: boolean, lines: string[]) => void,
): Promise<void> {
  const host = await serveDist({ folder: built, port: 0 });
  host.server.prependListener('request', ({ url = '/' }, response) => {
    const path = url.split('?')[0] ?? '';
    for (const [name, value] of [...headersFor(path), ...more]) response.setHeader(name, value);
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  try {
    const problems: string[] = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    const answer = await page.goto(`http://127.0.0.1:${host.port}/waiting/`);
    assert.match(answer?.headers()['content-security-policy'] ?? '', /frame-ancestors 'self'$/);
    const lines = await runExample(page, 'results-in-order');
    look(await page.evaluate(() => crossOriginIsolated), lines);
    assert.deepEqual(problems, []);
  } finally {
    await page.close();
    await host.close();
  }
}

describe('with the headers of the build', () => {
  test('a chapter is read and its examples run', () =>
    visitWith([], (_isolated, lines) => assert.ok(lines.length > 0)));

  test('and with the one that shared memory needs, a page is isolated and its examples run', () =>
    visitWith([['Cross-Origin-Embedder-Policy', 'require-corp']], (isIsolated, lines) => {
      assert.ok(isIsolated);
      assert.ok(lines.length > 0);
    }));
});

describe('the examples for hosts', () => {
  for (const file of ['nginx.conf', 'Caddyfile'])
    test(`${file} sends what the build would have every file say`, () => {
      const text = readFileSync(join('docs/hosting', file), 'utf8');
      for (const [name, value] of everywhere) {
        assert.ok(text.includes(name), name);
        if (name !== 'Permissions-Policy') assert.ok(text.includes(value), `${name}: ${value}`);
      }
      assert.ok(text.includes("frame-ancestors 'self'"));
      const denied = [...text.matchAll(/([a-z-]+)=\(\)/g)].map(([, feature]) => feature);
      const all = new Set(
        everywhere.find(([name]) => name === 'Permissions-Policy')?.[1].match(/[a-z-]+(?==)/g),
      );
      assert.ok(denied.length > 5);
      assert.deepEqual(
        denied.filter((feature) => !all.has(feature ?? '')),
        [],
      );
    });
});
