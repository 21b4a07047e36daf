/** The essential path in WebKit: run, edit, see a type error, stop, check an exercise, share, and open what was shared. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveDist } from '../../scripts/serve-dist.ts';
import { findWebKit } from '../../src/checker/browsers.ts';
import { openWebKit, type WebKit } from '../../src/checker/hosts/webkit-driver.ts';

const example = '#example-results-in-order';
/** ms to wait for what a page does by itself. */
const patience = 60_000;
/** Keys as WebDriver writes them. */
const control = '\uE009';
const enter = '\uE007';

describe('in WebKit', { skip: findWebKit() ? false : 'WebKit and its driver are not installed here' }, () => {
  let webkit: WebKit;
  let server: Awaited<ReturnType<typeof serveDist>>;

  before(async () => {
    server = await serveDist({ folder: process.env['SITE_FOLDER'] ?? 'dist', port: 0, base: '/' });
    webkit = await openWebKit();
  });
  after(async () => {
    await webkit?.close();
    await server?.close();
  });

  /** Opens a page; from then on what goes wrong in it is noted. */
  async function go(url: string) {
    await webkit.send('POST', '/url', { url });
    await webkit.execute(`
      globalThis.problems = [];
      addEventListener('error', ({ message }) => problems.push(message));
      addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)));
      addEventListener('securitypolicyviolation', ({ blockedURI }) => problems.push('blocked: ' + blockedURI));
      try { localStorage.setItem('interleave:pace', '0'); } catch {}`);
    await until('interleave-example button[data-action=run]:not([hidden])');
  }
  const evaluate = (body: string, ...args: unknown[]) => webkit.execute(body, ...args);
  const text = (selector: string) =>
    evaluate('return document.querySelector(arguments[0])?.textContent ?? null', selector) as Promise<
      string | null
    >;
  async function until(selector: string, words: RegExp | '' = '') {
    const end = performance.now() + patience;
    let found: string | null = null;
    while (performance.now() < end) {
      found = await text(selector);
      if (found !== null && (words === '' || words.test(found))) return found;
      await sleep(50);
    }
    throw new Error(`${selector} does not become ${words || 'there'}: ${found}`);
  }
  async function element(selector: string): Promise<string> {
    await until(selector);
    const found = (await webkit.send('POST', '/element', {
      using: 'css selector',
      value: selector,
    })) as object;
    return Object.values(found)[0] as string;
  }
  async function click(selector: string) {
    const id = await element(selector);
    await evaluate("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", selector);
    await webkit.send('POST', `/element/${id}/click`, {});
  }
  const type = async (selector: string, keys: string) =>
    webkit.send('POST', `/element/${await element(selector)}/value`, { text: keys });
  async function write(code: string) {
    await click(`${example} .cm-content`);
    await type(`${example} .cm-content`, `${control}a`);
    await evaluate("document.execCommand('insertText', false, arguments[0])", code);
  }
  const problems = () => evaluate('return problems');

  test('an example is run, edited, checked while one writes, stopped, and shared', async () => {
    await go(`http://127.0.0.1:${server.port}/waiting/`);
    await click(`${example} button[data-action=run]`);
    await until(`${example} [data-region=status]`, /^Finished/);
    await until(`${example} [data-region=note]`, /^Same as the book/);
    await click(`${example} button[data-action=edit]`);
    await until(`${example} .example-editor:not([data-mounting]) .cm-content`);
    await until(`${example} .editor-types`, /No type errors/);
    await write("const wrong: number = 'text';");
    await until(`${example} .editor-types`, /1 error/);
    await write("console.log('from WebKit');");
    await until(`${example} .editor-types`, /No type errors/);
    await type(`${example} .cm-content`, control + enter);
    await until(`${example} [data-region=output] .output-lines .text`, /^from WebKit$/);
    await until(`${example} [data-region=status]`, /^Finished/);

    await write("console.log('busy');\nfor (;;);");
    await click(`${example} button[data-action=run]`);
    await until(`${example} [data-region=output] .output-lines .text`, /^busy$/);
    await click(`${example} button[data-action=stop]`);
    await until(`${example} [data-region=status]`, /^Stopped/);
    await write("console.log('from WebKit');");
    await click(`${example} button[data-action=run]`);
    await until(`${example} [data-region=output] .output-lines .text`, /^from WebKit$/);
    await until(`${example} [data-region=status]`, /^Finished/);
    await until(`${example} .timeline .tl-svg, ${example} .timeline svg`);

    await evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })");
    await click(`${example} details[data-action=more] summary`);
    await until(`${example} .more-panel`);
    await evaluate(
      `[...document.querySelectorAll(arguments[0])].find(({ textContent }) => textContent === 'Copy link').click()`,
      `${example} .more-panel button`,
    );
    await until(`${example} .more-out textarea`);
    const link = await evaluate(
      'return document.querySelector(arguments[0]).value',
      `${example} .more-out textarea`,
    );
    assert.deepEqual(await problems(), []);

    await go(String(link));
    await until('.example-editor:not([data-mounting]) .cm-content', /from WebKit/);
    assert.equal(await text('[data-region=output]'), '', 'nothing runs before it is asked to');
    await click('button[data-action=run]');
    await until('[data-region=output]', /from WebKit/);
    assert.deepEqual(await problems(), []);
  });

  test('an exercise is checked, and shows what holds and what does not', async () => {
    await go(`http://127.0.0.1:${server.port}/waiting/`);
    await click('interleave-exercise button[data-check]');
    await until('interleave-exercise [data-region=exercise-status]', /\d+ of \d+/);
    assert.deepEqual(await problems(), []);
  });
});
