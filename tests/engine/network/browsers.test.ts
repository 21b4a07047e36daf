import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer, { type LaunchOptions } from 'puppeteer-core';
import { chromiumFlags, findChromium, findFirefox } from '../../../src/checker/browsers.ts';
import { playScenes } from './scenario.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const expectedFile = here('scenario.txt');

async function bundle(): Promise<string> {
  const entry = `import { playScenes } from ${JSON.stringify(here('scenario.ts'))}; globalThis.played = playScenes();`;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: here('.'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
  });
  return outputFiles[0]?.text ?? '';
}

async function inBrowser(options: LaunchOptions): Promise<string[]> {
  const browser = await puppeteer.launch({ ...options, headless: true });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundle() });
    return await page.evaluate(() => (globalThis as unknown as { played: Promise<string[]> }).played);
  } finally {
    await browser.close();
  }
}

describe('the network is the same in every host (UPDATE=1 writes what Node gives)', () => {
  it('in Node', async () => {
    const text = `${(await playScenes()).join('\n')}\n`;
    if (process.env['UPDATE']) await writeFile(expectedFile, text);
    assert.equal(text, await readFile(expectedFile, 'utf8'));
  });

  it('in Chromium', async () => {
    const { executablePath, env } = await findChromium();
    const lines = await inBrowser({
      browser: 'chrome',
      executablePath,
      env: { ...process.env, ...env },
      args: chromiumFlags,
    });
    assert.equal(`${lines.join('\n')}\n`, await readFile(expectedFile, 'utf8'));
  });

  const firefox = findFirefox();
  it('in Firefox', { skip: firefox ? false : 'no Firefox here' }, async () => {
    if (!firefox) return;
    const lines = await inBrowser({ browser: 'firefox', executablePath: firefox.executablePath });
    assert.equal(`${lines.join('\n')}\n`, await readFile(expectedFile, 'utf8'));
  });
});
