/** The book in other forms: Markdown copies, the list of all examples, what machines read. Needs a built site in `dist`. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { takeChapter } from '../../scripts/book-files/open-book.ts';
import { sectionsOf } from '../../src/book/translation.ts';
import { testsVersion } from '../../src/playground/exercise/build-exercise-data.ts';
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

  it('the code of an example is copied, with what the reader made of it', async () => {
    await site.visit(
      'waiting/',
      async (page) => {
        const example = page.locator('#example-results-in-order');
        await example.getByRole('button', { name: /^Copy the code/ }).click();
        await example.getByText('main.ts is copied.').waitFor();
        const code = (await example.locator('pre.code').textContent()) ?? '';
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
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

  for (const [name, path, selector] of [
    ['the list of examples', 'examples/', '[data-part=example] a'],
    ['the list of exercises', 'exercises/', '[data-part=exercise] a'],
    ['what is often said', 'misconceptions/', '.word-from a[href^="/"]'],
    ['the table of sources', 'sources/', '.sources td a[href^="/"]'],
  ] as const)
    it(`${name} leads to a place of each`, async () => {
      await site.visit(path, async (page) => {
        const addresses = await page
          .locator(selector)
          .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
        assert.ok(addresses.length > 5, `${addresses.length}`);
        for (const address of addresses) {
          const { pathname, hash } = new URL(address);
          assert.ok(
            readFileSync(`dist${pathname}index.html`, 'utf8').includes(`id="${hash.slice(1)}"`),
            address,
          );
        }
      });
    });

  it('the list of exercises has every one of them, says how far the reader is, and shows those that are open', async () => {
    const exercises = chapters.flatMap(
      ({ path, slug, source }) => extract({ path, source, chapter: slug }).exercises,
    );
    const [first] = exercises;
    assert.ok(first);
    await site.visit(
      'exercises/',
      async (page) => {
        const items = page.locator('[data-part=exercise]');
        assert.equal(await items.count(), exercises.length);
        await page.getByText('You have solved 1 of them.').waitFor();
        assert.match(await items.first().innerText(), /✓ solved/);
        await page.getByLabel('not solved yet').check();
        assert.equal(await page.locator('[data-part=exercise]:visible').count(), exercises.length - 1);
        await page.getByLabel('solved', { exact: true }).check();
        assert.equal(await page.locator('[data-part=exercise]:visible').count(), 1);
      },
      {
        async prepare(page) {
          await page.addInitScript(([key, value]) => localStorage.setItem(key, value), [
            `interleave:kept:1:exercise:${first.chapter}/${first.id}@1`,
            JSON.stringify({ at: 1, value: { tried: true, solved: testsVersion(first), hints: 0 } }),
          ] as const);
        },
      },
    );
  });

  it('a translation shares the examples, says what language each part is in, and leads to the original and back', async () => {
    await site.visit('waiting/', async (page) => {
      await page.getByRole('link', { name: 'Deutsch' }).click();
      await page.waitForURL(/de\/waiting\/$/);
      assert.equal(await page.locator('html').getAttribute('lang'), 'de');
      const example = page.locator('#example-one-after-another');
      assert.equal(
        await example.evaluate((element) => element.closest('[lang]')?.getAttribute('lang')),
        'en-GB',
      );
      const code = await example.locator('pre.code').first().innerText();
      // How many sections are stale changes with the original; that each of them says so does not.
      const source = readFileSync('translations/de/01-waiting.mdx', 'utf8');
      const original = chapters[0]?.source.replace(/^---[\s\S]*?\n---\n/, '') ?? '';
      const now = sectionsOf(original, ['five-rates-one-after-another'])
        .slice(0, 2)
        .map(({ text }) => createHash('sha256').update(text).digest('hex').slice(0, 12));
      assert.equal(
        await page.locator('.translation-stale').count(),
        now.filter((digest) => !source.includes(digest)).length,
      );
      await page.getByRole('link', { name: /Auf Englisch weiterlesen/ }).click();
      await page.waitForURL(/\/waiting\/#where-the-time-went$/);
      assert.equal(await page.locator('#example-one-after-another pre.code').first().innerText(), code);
    });
  });

  it('a file of the book has every output and every drawing of its chapters, and nothing that needs script', async () => {
    await site.visit('glossary/', async (page) => {
      await page.evaluate(`globalThis.takeChapter = ${takeChapter}`);
      for (const { slug } of chapters) {
        const taken = await page.evaluate(async (address) => {
          const { takeChapter } = globalThis as unknown as {
            takeChapter(address: string, html: string): Promise<HTMLElement>;
          };
          const html = await (await fetch(address)).text();
          const main = await takeChapter(address, html);
          const count = (root: ParentNode, selector: string) => root.querySelectorAll(selector).length;
          const original = new DOMParser().parseFromString(html, 'text/html');
          const kept = ['.output-lines > li', 'pre.code'].map((selector) => [
            count(original, `main ${selector}`),
            count(main, selector),
          ]);
          // Those in folds come from files of their own.
          const drawn = count(original, 'main .timeline') + count(original, 'details[data-drawing]');
          kept.push([drawn, count(main, '.timeline:has(.tl-svg)')]);
          return {
            kept,
            left: count(main, 'button, script, select, details:not([open]), details:not(:has(> summary))'),
            ids: [...main.querySelectorAll('[id]')].map(({ id }) => id),
            inside: [...main.querySelectorAll('use')].map((use) => use.getAttribute('href')?.slice(1) ?? ''),
          };
        }, `/${slug}/`);
        for (const [before, after] of taken.kept) {
          assert.ok(after && after > 4, slug);
          assert.equal(after, before, slug);
        }
        assert.equal(taken.left, 0);
        assert.ok(taken.ids.every((id) => id.startsWith(`${slug}--`)));
        assert.deepEqual(
          taken.inside.filter((id) => !taken.ids.includes(id)),
          [],
        );
      }
    });
  });

  it('every source of the notes is in the table once', async () => {
    const cited = new Set(
      chapters.flatMap(({ source }) =>
        [...source.slice(source.lastIndexOf('\n## Sources')).matchAll(/\]\((https:[^\s)]+)\)/g)].map(
          ([, url]) => url,
        ),
      ),
    );
    assert.ok(cited.size > 20);
    const table = readFileSync('dist/sources/index.html', 'utf8');
    for (const url of cited)
      assert.equal(table.split(`href="${url?.replaceAll('&', '&#38;')}"`).length, 2, url);
  });

  it('a link to a moment of a timeline opens it there, and the way back and forward leads through the moments', async () => {
    const example = 'example-one-after-another';
    await site.visit(`waiting/#${example}@20`, async (page) => {
      const place = page.locator(`#${example}`);
      const slider = place.getByRole('slider').first();
      const at = (seq: number) =>
        page.waitForFunction(
          ([id, value]) =>
            document.querySelector(`#${id} [role=slider]`)?.getAttribute('aria-valuenow') === value,
          [example, String(seq)] as const,
        );
      await at(20);
      await slider.focus();
      await slider.press('ArrowRight');
      await at(21);
      await place.getByRole('link', { name: 'Link to this moment' }).click();
      assert.equal(new URL(page.url()).hash, `#${example}@21`);
      await page.goBack();
      await at(20);
      await page.goForward();
      await at(21);
      await page.goto(`${site.url}waiting/#${example}@-1`);
      await at(-1);
    });
  });
});
