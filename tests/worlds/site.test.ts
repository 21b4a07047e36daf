import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { siteServer } from '../../src/worlds/servers/site.ts';
import type { SiteControl } from '../../src/worlds/site.ts';
import { virtual } from './virtual.ts';

/** Follows every link from the first page. */
function crawl() {
  const world = virtual<SiteControl>(siteServer);
  const seen = new Map<string, { status: number; ms: number; links: string[] }>();
  const queue = ['/'];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    const start = world.now();
    const asked = world.ask(path);
    world.run();
    const links = [...asked.text.matchAll(/href="(.*?)"/g)].map((match) => match[1] ?? '');
    seen.set(path, { status: asked.status ?? 0, ms: (asked.at ?? 0) - start, links });
    queue.push(...links);
  }
  return seen;
}

describe('the site', () => {
  it('has nine pages, of which two are broken and one is slow', () => {
    const pages = crawl();
    assert.equal(pages.size, 9);
    assert.deepEqual(
      [...pages].filter(([, { status }]) => status !== 200).map(([path, { status }]) => [path, status]),
      [
        ['/shop/basket', 500],
        ['/jobs', 404],
      ],
    );
    assert.deepEqual(
      [...pages].filter(([, { ms }]) => ms > 100).map(([path]) => path),
      ['/team'],
    );
  });

  it('has links in circles', () => {
    const pages = crawl();
    assert.ok(pages.get('/')?.links.includes('/about') && pages.get('/about')?.links.includes('/'));
    assert.ok(pages.get('/blog/loops')?.links.includes('/blog/races'));
    assert.ok(pages.get('/blog/races')?.links.includes('/blog/loops'));
  });

  it('sends readers of a page in circles when told to', () => {
    const { control, ask, run } = virtual<SiteControl>(siteServer);
    control.loop('/shop');
    const asked = ask('/shop');
    run();
    assert.equal(asked.status, 302);
    assert.deepEqual(asked.headers, { location: '/shop' });
  });

  for (const path of ['/nowhere', '/blog/', '/toString']) {
    it(`answers 404 to ${path}`, () => {
      const { ask, run } = virtual(siteServer);
      const asked = ask(path);
      run();
      assert.equal(asked.status, 404);
    });
  }
});
