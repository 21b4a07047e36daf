/** The book without its server: read, run, edited, brought up to date, and taken away again. Needs a built site in `dist`. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  assertNothingWrong,
  built,
  editExample,
  keepWholeBook,
  keptIn,
  makeVersion,
  openReader,
  removeFolders,
  runExample,
  SwitchableServer,
  served,
  startChromium,
  versionIn,
  watchPage,
} from './lab.ts';

let browser: Browser;
before(async () => {
  browser = await startChromium();
});
after(async () => {
  await browser?.close();
  removeFolders();
});

describe('a glance', () => {
  test('registers nothing and keeps nothing', async () => {
    const server = new SwitchableServer('/');
    await server.start(built);
    const { context, page, problems } = await openReader(browser, server);
    await page.goto(`${server.url}waiting/`);
    await page.waitForTimeout(1_500);
    assert.equal(
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
      0,
    );
    assert.deepEqual(await keptIn(page), {});
    assert.deepEqual(
      server.asked.filter((path) => /service-worker|offline\.json|reader/.test(path)),
      [],
    );
    assertNothingWrong(problems);
    await context.close();
    await server.stop();
  });
});

describe('a new version', () => {
  const server = new SwitchableServer('/');
  let next = '';
  before(async () => {
    next = await makeVersion(built, '/', 'version-two');
    assert.notEqual(versionIn(next), versionIn(built));
  });
  after(() => server.stop());

  test('waits for the reader, keeps the edit that is open, and is never mixed with the old one', async () => {
    await server.start(built);
    const { context, page, problems } = await openReader(browser, server);
    await page.goto(`${server.url}waiting/`);
    await page.mouse.wheel(0, 900);
    await served(page);
    await editExample(page, 'one-after-another', "console.log('my own');");
    assert.deepEqual(await runExample(page, 'one-after-another'), ['my own']);
    const other = await watchPage(await context.newPage(), problems);
    await other.goto(`${server.url}waiting/`);

    await server.start(next);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    const notice = page.getByText('There is a new version of the book');
    await notice.waitFor({ timeout: 20_000 });
    // Until the reader says so everything is old, also pages opened now and data fetched now.
    const third = await watchPage(await context.newPage(), problems);
    await third.goto(`${server.url}waiting/`);
    assert.doesNotMatch(await third.title(), /version-two/);
    assert.ok(!(await runExample(third, 'all-at-once')).includes('version-two'));
    await third.close();
    assert.deepEqual(await runExample(page, 'one-after-another'), ['my own']);

    // Typed a moment before: not yet kept when the button is pressed.
    await editExample(page, 'one-after-another', "console.log('my own, changed');");
    const reloaded = [page, other].map((one) => one.waitForEvent('load', { timeout: 20_000 }));
    await page.getByRole('button', { name: 'Use it' }).click();
    await Promise.all(reloaded);
    for (const one of [page, other]) {
      assert.match(await one.title(), /^version-two/);
      assert.ok((await runExample(one, 'all-at-once')).includes('version-two'));
      const old = await one.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .filter((name) => /_astro\/.*\.js$/.test(name) && !name.includes('version-two')),
      );
      assert.deepEqual(old, [], 'no script of the old version');
    }
    await page.locator('#example-one-after-another button[data-action=edit]').click();
    await page.locator('#example-one-after-another .cm-content').waitFor();
    assert.match(
      (await page.locator('#example-one-after-another .cm-content').textContent()) ?? '',
      /my own, changed/,
    );
    assert.deepEqual(await runExample(page, 'one-after-another'), ['my own, changed']);
    const kept = Object.values(await keptIn(page)).flat();
    assert.deepEqual(
      kept.filter((url) => /_astro\/.*\.js/.test(url) && !url.includes('version-two')),
      [],
      'nothing of the old version is left behind',
    );
    assertNothingWrong(problems);
    await context.close();
  });

  test('does not take over while a page has an edit the browser could not keep', async () => {
    await server.start(built);
    const { context, page, problems } = await openReader(browser, server);
    await page.goto(`${server.url}waiting/`);
    await page.mouse.wheel(0, 900);
    await served(page);
    const other = await watchPage(await context.newPage(), problems);
    await other.goto(`${server.url}waiting/`);
    await other.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await editExample(other, 'one-after-another', "console.log('nowhere but here');");
    await other.getByText('does not keep this edit').waitFor();
    await server.start(next);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await page.getByRole('button', { name: 'Use it' }).click({ timeout: 20_000 });
    await page.getByText('has an edit that your browser could not keep').waitFor();
    await page.waitForTimeout(500);
    assert.deepEqual(await runExample(other, 'one-after-another'), ['nowhere but here']);
    assert.doesNotMatch(await page.title(), /version-two/);
    await other.locator('#example-one-after-another button[data-action=reset]').click();
    await other.locator('[data-edit-not-kept]').waitFor({ state: 'detached' });
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Try again' }).click();
    await reloaded;
    assert.match(await page.title(), /^version-two/);
    assertNothingWrong(problems);
    await context.close();
  });

  test('is used by itself once no page of the book is open', async () => {
    await server.start(built);
    const { context, page, problems } = await openReader(browser, server);
    await keepWholeBook(page, server);
    await page.goto(`${server.url}waiting/`);
    await server.start(next);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await page.getByText('There is a new version of the book').waitFor({ timeout: 20_000 });
    await page.goto('about:blank');
    await page.waitForTimeout(1_500);
    await server.stop();
    // The reader had asked for the whole book: the new version is here as a whole, too.
    await page.goto(`${server.url}waiting/`);
    assert.match(await page.title(), /^version-two/);
    assert.ok((await runExample(page, 'results-in-order')).includes('version-two'));
    assertNothingWrong(problems);
    await context.close();
  });

  test('is fetched at once for a page that is not kept, when no other page is open', async () => {
    await server.start(built);
    const { context, page } = await openReader(browser, server);
    await page.goto(`${server.url}offline/`);
    await page.mouse.click(5, 5);
    await served(page);
    assert.deepEqual(
      Object.values(await keptIn(page))
        .flat()
        .filter((url) => url.includes('/waiting/')),
      [],
    );
    await server.start(next);
    await page.goto(`${server.url}waiting/`);
    await page.waitForFunction(() => document.title.startsWith('version-two'), undefined, {
      timeout: 20_000,
    });
    await page.locator('interleave-example').first().waitFor();
    assert.ok((await runExample(page, 'all-at-once')).includes('version-two'));
    await context.close();
  });
});

describe('switched off', () => {
  const server = new SwitchableServer('/');
  before(() => server.start(built));
  after(() => server.stop());

  test('the worker and everything it kept are gone, stay gone, and come back when asked for', async () => {
    const { context, page, problems } = await openReader(browser, server);
    await keepWholeBook(page, server);
    const other = await watchPage(await context.newPage(), problems);
    await other.goto(`${server.url}waiting/`);
    await page.evaluate(() =>
      localStorage.setItem('interleave:kept:1:edit:waiting/all-at-once@x', '{"at":1,"value":{"files":{}}}'),
    );
    await page.getByRole('button', { name: 'Keep nothing' }).click();
    await page.getByText('Nothing of the book is kept').waitFor();
    await runExample(other, 'one-after-another');
    await page.goto(`${server.url}waiting/`);
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(1_500);
    assert.deepEqual(await keptIn(page), {});
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    assert.ok(
      await page.evaluate(() => localStorage.getItem('interleave:kept:1:edit:waiting/all-at-once@x')),
      'edits are not part of it',
    );
    await other.close();
    await page.goto(`${server.url}offline/`);
    await page.getByRole('button', { name: 'Keep what I read' }).click();
    await served(page);
    assert.ok(Object.values(await keptIn(page)).flat().length > 5);
    assertNothingWrong(problems);
    await context.close();
  });
});

describe('the sandbox', () => {
  const server = new SwitchableServer('/');
  before(() => server.start(built));
  after(() => server.stop());

  test('is not served by the worker, and cannot reach it or what it keeps', async () => {
    const { context, page } = await openReader(browser, server);
    await page.goto(`${server.url}waiting/`);
    await page.mouse.wheel(0, 900);
    await served(page);
    await page.reload();
    await runExample(page, 'all-at-once');
    const cage = page.frames().find((frame) => frame.url() === 'about:srcdoc');
    assert.ok(cage, 'the cage is open');
    const reach = await cage.evaluate(async () => {
      const seen: Record<string, string> = {};
      const attempt = async (name: string, act: () => unknown) => {
        try {
          seen[name] = String(await act());
        } catch (error) {
          seen[name] = (error as Error).name;
        }
      };
      await attempt('controller', () => navigator.serviceWorker?.controller);
      await attempt('registrations', () => navigator.serviceWorker.getRegistrations());
      await attempt('caches', () => caches.keys());
      await attempt('fetch', () => fetch('/waiting/'));
      await attempt('lock', () => navigator.locks.request('interleave', () => 'held'));
      return seen;
    });
    const { controller, ...refused } = reach;
    assert.ok(
      controller === 'SecurityError' || controller === 'undefined' || controller === 'null',
      controller,
    );
    assert.deepEqual(refused, {
      registrations: 'SecurityError',
      caches: 'SecurityError',
      fetch: 'TypeError',
      lock: 'SecurityError',
    });
    await context.close();
  });

  test('a frame on another page of the same origin gets no answer from the worker', async () => {
    const { context, page } = await openReader(browser, server);
    await keepWholeBook(page, server);
    const heard = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = '/runtime/';
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      const scope = frame.contentWindow as unknown as typeof globalThis;
      const worker = scope.navigator.serviceWorker.controller;
      const { port1, port2 } = new scope.MessageChannel();
      const answer = new Promise((resolve) => {
        port1.onmessage = () => resolve('answered');
        setTimeout(() => resolve('silence'), 1_000);
      });
      worker?.postMessage({ type: 'state' }, [port2]);
      return { controlled: worker !== null, answer: await answer };
    });
    assert.deepEqual(heard, { controlled: true, answer: 'silence' });
    await context.close();
  });
});
