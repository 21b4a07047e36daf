/** Every address on every page of the built site leads somewhere, also when the site lies in a folder of its host. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openSite } from '../support/site.ts';

interface Reference {
  page: string;
  address: string;
}

const withoutEntities = (text: string) => text.replaceAll('&#38;', '&').replaceAll('&amp;', '&');

/** What the pages in `folder` refer to on their own site, which is served under `base`. */
function referencesIn(folder: string): Reference[] {
  return globSync('**/*.html', { cwd: folder })
    .filter((page) => !page.startsWith('runtime'))
    .flatMap((page) =>
      [...readFileSync(join(folder, page), 'utf8').matchAll(/\s(?:href|src|data-src)="([^"]*)"/g)]
        .map(([, address = '']) => ({ page, address: withoutEntities(address) }))
        .filter(({ address }) => !/^(?:https?|mailto|data):/.test(address)),
    );
}

/** Why a reference leads nowhere; nothing when it does not. */
function explainBroken(folder: string, base: string, { page, address }: Reference): string | undefined {
  const here = `https://book.test${base}${page.replace(/index\.html$/, '')}`;
  const { pathname, hash } = new URL(address, here);
  if (!pathname.startsWith(base)) return `${page}: ${address} leaves ${base}`;
  const path = decodeURIComponent(pathname.slice(base.length));
  const file = join(folder, path === '' || path.endsWith('/') ? `${path}index.html` : path);
  const target = address.startsWith('#') ? join(folder, page) : file;
  if (!existsSync(target)) return `${page}: there is no ${address}`;
  const id = decodeURIComponent(hash.slice(1));
  if (id && !readFileSync(target, 'utf8').includes(` id="${id}"`))
    return `${page}: nothing has the id of ${address}`;
  return undefined;
}

const brokenIn = (folder: string, base: string) =>
  referencesIn(folder)
    .map((reference) => explainBroken(folder, base, reference))
    .filter((problem) => problem !== undefined);

describe('addresses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-base-'));
  before(() => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['scripts/astro.ts', 'build', '--outDir', folder],
      { env: { ...process.env, BASE_PATH: '/some/book', SITE_URL: 'https://book.test' }, encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout + stderr);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('all lead somewhere at the root of a host', () => {
    assert.ok(referencesIn('dist').length > 100);
    assert.deepEqual(brokenIn('dist', '/'), []);
  });

  test('all lead somewhere in a folder of a host', () => {
    assert.ok(referencesIn(folder).length > 100);
    assert.deepEqual(brokenIn(folder, '/some/book/'), []);
  });

  test('a page in a folder knows its full address', () => {
    assert.match(
      readFileSync(join(folder, 'waiting/index.html'), 'utf8'),
      /<link rel="canonical" href="https:\/\/book\.test\/some\/book\/waiting\/">/,
    );
  });

  test('what is shared has a card, and every page of the site leads to one', () => {
    for (const page of globSync('**/index.html', { cwd: folder })) {
      const html = readFileSync(join(folder, page), 'utf8');
      const [, card] =
        /<meta property="og:image" content="https:\/\/book\.test\/some\/book\/([^"]+)">/.exec(html) ?? [];
      if (page.startsWith('embed') || page.startsWith('runtime')) continue;
      assert.ok(card, page);
      const bytes = readFileSync(join(folder, card));
      assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1_200, 630], 'a PNG of that size');
      assert.ok(bytes.length < 60_000, `${card}: ${bytes.length} bytes`);
    }
  });

  test('a chapter and its translation name each other with their languages', () => {
    for (const page of ['waiting', 'de/waiting']) {
      const html = readFileSync(join(folder, page, 'index.html'), 'utf8');
      assert.deepEqual(
        [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)].map(
          ([, tag, href]) => [tag, href],
        ),
        [
          ['en-GB', 'https://book.test/some/book/waiting/'],
          ['de', 'https://book.test/some/book/de/waiting/'],
          ['x-default', 'https://book.test/some/book/waiting/'],
        ],
      );
    }
  });

  test('the search in a folder leads to pages in it', async () => {
    const site = await openSite({ folder, base: '/some/book/' });
    try {
      await site.visit('search/?q=korunas', async (page) => {
        await page.locator('.search-option').first().waitFor();
        const found = await page
          .locator('.search-option')
          .evaluateAll((options) =>
            options.map((option) => new URL((option as HTMLAnchorElement).href).pathname),
          );
        assert.ok(found.includes('/some/book/waiting/'));
        assert.deepEqual(
          found.filter((path) => !path.startsWith('/some/book/')),
          [],
        );
      });
    } finally {
      await site.close();
    }
  });

  test('no page has one id twice', () => {
    for (const page of globSync('**/*.html', { cwd: 'dist' })) {
      const ids = [...readFileSync(join('dist', page), 'utf8').matchAll(/\sid="([^"]+)"/g)].map(
        ([, id]) => id,
      );
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
        page,
      );
    }
  });
});
