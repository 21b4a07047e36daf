/** The book in other forms: Markdown copies, the list of all examples, what machines read. Needs a built site in `dist`. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { extract } from '../../src/snippets/extract.ts';
import { openSite, type Site } from '../support/site.ts';

const chapters = globSync('content/*/*.mdx')
  .sort()
  .map((path) => ({
    path,
    slug: path.replace(/^.*\/\d\d-(.*)\.mdx$/, '$1'),
    source: readFileSync(path, 'utf8'),
  }));

describe('the Markdown copy', () => {
  for (const { path, slug, source } of chapters)
    it(`of ${slug} has the code and the output of every example that is shown`, () => {
      const copy = readFileSync(`dist/${slug}.md`, 'utf8');
      const { snippets } = extract({ path, source, chapter: slug });
      assert.ok(snippets.length > 4);
      for (const { id, files, expectations } of snippets.filter(({ folded }) => !folded)) {
        for (const { code, hidden } of files.filter((file) => !file.hidden))
          assert.ok(hidden || copy.includes(code.trimEnd()), `${id}: ${code}`);
        for (const { segments } of expectations)
          for (const segment of segments)
            if (segment.kind === 'exact' && segment.lines.length)
              assert.ok(copy.includes(segment.lines.join('\n')), `${id}: ${segment.lines}`);
      }
      assert.doesNotMatch(copy, /\.mdx/, 'its links lead to the site');
    });

  it('is listed where programs look for it', () => {
    const list = readFileSync('dist/llms.txt', 'utf8');
    for (const { slug } of chapters) assert.ok(list.includes(`/${slug}.md)`), slug);
  });
});

describe('structured data', () => {
  for (const { slug } of chapters)
    it(`says what ${slug} is`, () => {
      const html = readFileSync(`dist/${slug}/index.html`, 'utf8');
      const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
      const data = JSON.parse(json);
      assert.equal(data['@type'], 'Chapter');
      assert.ok(html.includes(`<title>${data.name} · ${data.isPartOf.name}</title>`), data.name);
    });
});

describe('on the site', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
  });
  after(() => site?.close());

  it('a chapter is copied as Markdown', async () => {
    await site.visit(
      'waiting/',
      async (page) => {
        await page.locator('[data-copy]').click();
        await page.getByText('Copied', { exact: true }).waitFor();
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.equal(copied, readFileSync('dist/waiting.md', 'utf8'));
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });

  it('the examples are narrowed down by word and by what they show', async () => {
    await site.visit('examples/', async (page) => {
      const shown = () => page.locator('[data-part=example]:visible').count();
      const all = await shown();
      assert.ok(all > 15, `${all}`);
      await page.getByLabel('predict first').check();
      const predicting = await shown();
      assert.ok(predicting > 0 && predicting < all);
      await page.getByLabel('Containing').fill('getRates');
      assert.ok((await shown()) < predicting);
      await page.getByText(/^\d+ of \d+ examples$/).waitFor();
      await page.getByLabel('Containing').fill('no such word anywhere');
      assert.equal(await shown(), 0);
      assert.equal(await page.locator('[data-part=chapter]:visible').count(), 0);
    });
  });

  it('the list of examples leads to each of them', async () => {
    await site.visit('examples/', async (page) => {
      const addresses = await page
        .locator('[data-part=example] a')
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
      for (const address of addresses) {
        const { pathname, hash } = new URL(address);
        assert.ok(
          readFileSync(`dist${pathname}index.html`, 'utf8').includes(`id="${hash.slice(1)}"`),
          address,
        );
      }
    });
  });
});
