import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer-core';
import { chromiumFlags, findChromium, findFirefox } from '../../../src/checker/browsers.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const expected: Record<string, string> = JSON.parse(
  execFileSync(process.execPath, [here('expected.ts')], { encoding: 'utf8' }),
);

async function bundle(): Promise<string> {
  const entry = `import { printCases } from ${JSON.stringify(here('printed.ts'))}; globalThis.printed = printCases();`;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: here('.'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    // Names are part of what is printed, and the runtime's own are minified.
    keepNames: true,
    minifySyntax: true,
  });
  return outputFiles[0]?.text ?? '';
}

const { executablePath, env } = await findChromium();
const firefox = findFirefox();
const browsers: [name: string, options: LaunchOptions | undefined][] = [
  ['Chromium', { browser: 'chrome', executablePath, env: { ...process.env, ...env }, args: chromiumFlags }],
  ['Firefox', firefox && { browser: 'firefox', executablePath: firefox.executablePath }],
];

for (const [name, options] of browsers) {
  describe(`the console in ${name} prints what Node prints`, {
    skip: options ? false : `no ${name} here`,
  }, () => {
    let browser: Browser;
    let printed: Record<string, string> = {};
    before(async () => {
      browser = await puppeteer.launch({ ...options, headless: true });
      const page = await browser.newPage();
      await page.addScriptTag({ content: await bundle() });
      printed = await page.evaluate(
        () => (globalThis as unknown as { printed: Record<string, string> }).printed,
      );
    });
    after(() => browser?.close());
    for (const [name, text] of Object.entries(expected)) {
      it(name, () => assert.equal(printed[name], text));
    }
  });
}
