/** Proves the plugin inside a real build: a collection over `content/`, rendered by Astro, with a component passed in. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { extract } from '../../src/snippets/extract.ts';

const project = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'interleave-astro-'));
after(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function build(): { status: number | null; printed: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(project, 'node_modules/astro/bin/astro.mjs'), 'build', '--silent'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' } },
  );
  return { status, printed: stdout + stderr };
}

symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
const path = 'content/01-waiting/01-waiting.mdx';
const chapter = `---
title: "Waiting: é 😀"
---

# First

- \`\`\`ts id=a title="A & <b>" predict
  import { two } from './two.ts';

  console.log(\`\${two} {"x"} </script> 😀\`);
  \`\`\`

  \`\`\`ts id=a file=two.ts hidden
  export const two: Promise<number> = Promise.resolve(2);
  \`\`\`

  \`\`\`output
  2 {"x"} </script> 😀
  \`\`\`

\`\`\`js
const plain = 1;
\`\`\`
`;
write({
  'package.json': '{ "type": "module" }',
  'astro.config.mjs': `
    import mdx from '@astrojs/mdx';
    import { satteri } from '@astrojs/markdown-satteri';
    import { defineConfig } from 'astro/config';
    import { sitePlugin } from ${JSON.stringify(join(project, 'src/snippets/site-plugin.ts'))};
    export default defineConfig({
      integrations: [mdx()],
      cacheDir: './.cache',
      vite: { cacheDir: './.cache/vite' },
      markdown: {
        processor: satteri({ mdastPlugins: [sitePlugin({ root: new URL('./', import.meta.url), worlds: [] })] }),
      },
    });`,
  'src/content.config.ts': `
    import { defineCollection } from 'astro:content';
    import { glob } from 'astro/loaders';
    export const collections = { chapters: defineCollection({ loader: glob({ base: './content', pattern: '*/*.mdx' }) }) };`,
  'src/components/Example.astro': `---
const snippet = JSON.parse(Astro.props.snippet);
---
<figure data-example={snippet.id} data-snippet={JSON.stringify(snippet)}>{snippet.files[0].code}</figure>`,
  'src/pages/index.astro': `---
import { getCollection, render } from 'astro:content';
import Example from '../components/Example.astro';
const [chapter] = await getCollection('chapters');
const { Content } = await render(chapter);
---
<html><body><Content components={{ Example }} /></body></html>`,
  [path]: chapter,
});

describe('a site built by Astro', () => {
  test('shows the examples of its chapters as components', () => {
    const { status, printed } = build();
    assert.equal(status, 0, printed);
    const html = readFileSync(join(folder, 'dist/index.html'), 'utf8');
    const [, attribute = '', ...more] = html.split('data-snippet="').map((rest) => rest.split('"')[0]);
    assert.equal(more.length, 0);
    const json = attribute
      .replaceAll('&#34;', '"')
      .replaceAll('&#38;', '&')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    assert.deepEqual([JSON.parse(json)], extract({ path, source: chapter, worlds: [] }).snippets);
    assert.match(html, /<li>\s*<figure/);
    assert.match(html, /<pre class="astro-code[^>]* data-language="js"/);
    assert.doesNotMatch(html, /data-language="(?:ts|output)"/);
  });

  test('is not built when a chapter has a mistake, and says where', () => {
    write({ [path]: chapter.replace('predict', 'predit') });
    const { status, printed } = build();
    assert.notEqual(status, 0);
    assert.match(printed, /content\/01-waiting\/01-waiting\.mdx:7:30 `predit` is not a word of a `ts` fence/);
  });
});
