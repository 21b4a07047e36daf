/** A live example on a page of the built site, driven as a reader drives it. */
import type { Locator, Page } from 'playwright-core';

export interface LiveExample {
  root: Locator;
  button(action: 'run' | 'stop' | 'edit' | 'reset' | 'download' | 'step'): Locator;
  /** Presses Run and waits until the run is over. Returns what the status says then. */
  run(): Promise<string>;
  /** Waits until no run is going on. */
  over(): Promise<string>;
  /** The printed lines, without their stamps. */
  lines(): Promise<string[]>;
  stamps(): Promise<string[]>;
  status(): Promise<string>;
  note(): Promise<string>;
  /** Opens the editor and waits until it can be typed in. */
  edit(): Promise<void>;
  /** Replaces the whole text of the file that is open in the editor. */
  write(code: string): Promise<void>;
  /** The text of the file that is open in the editor. */
  code(): Promise<string>;
}

/** The example with this id or, without one, the first of the page. Runs without the waiting that readers get. */
export async function openExample(page: Page, id?: string): Promise<LiveExample> {
  const root = page.locator(id ? `#example-${id}` : 'interleave-example').first();
  const region = (name: string) => root.locator(`[data-region=${name}]`);
  const list = region('output').locator('> ol > li');
  await root.locator('select[data-action=pace]').selectOption('0');
  const example: LiveExample = {
    root,
    button: (action) => root.locator(`button[data-action=${action}]`),
    async run() {
      // The first press loads what runs it: until then nothing says that it is running.
      await region('status').evaluate((element) => {
        element.textContent = '';
      });
      await example.button('run').click();
      await region('status').filter({ hasText: /\S/ }).waitFor();
      return example.over();
    },
    async over() {
      await page.waitForFunction(
        (element) => element && !element.hasAttribute('data-running'),
        await root.elementHandle(),
        { timeout: 20_000 },
      );
      return example.status();
    },
    lines: () => list.locator('.text').allTextContents(),
    stamps: () => list.locator('.stamp').allTextContents(),
    status: async () => (await region('status').textContent()) ?? '',
    note: async () => (await region('note').textContent()) ?? '',
    async edit() {
      await example.button('edit').click();
      await root.locator('.example-editor:not([data-mounting]) .cm-content').waitFor({ timeout: 20_000 });
    },
    async write(code) {
      await root.locator('.cm-content').click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(code);
    },
    code: () =>
      root
        .locator('.cm-line')
        .allTextContents()
        .then((lines) => lines.join('\n')),
  };
  return example;
}
