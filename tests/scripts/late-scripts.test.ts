/** What the build does to the scripts of a finished page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withLateScripts } from '../../scripts/late-scripts.ts';
import { lateScriptsLoader } from '../../src/layouts/late-scripts.ts';

const tag = (name: string) => `<script type="module" src="/_astro/${name}.js"></script>`;
const imports: Record<string, string[]> = { a: ['shared'], b: ['shared', 'a'], shared: ['deep'] };
const importsOf = (address: string) =>
  (imports[address.replace(/^.*\/|\.js$/g, '')] ?? []).map((name) => `/_astro/${name}.js`);

test('scripts wait in a template at the end, in their order, with all they import before them', () => {
  const page = `<script>${lateScriptsLoader}</script><p>${tag('a')}text</p>${tag('b')}<script type="application/ld+json">{}</script></body>`;
  assert.equal(
    withLateScripts(page, importsOf),
    `<script>${lateScriptsLoader}</script><p>text</p><script type="application/ld+json">{}</script>` +
      '<template id="late-scripts"><link rel="modulepreload" href="/_astro/shared.js"><link rel="modulepreload" href="/_astro/deep.js">' +
      `${tag('a')}${tag('b')}</template></body>`,
  );
});

test('a page that cannot start them later keeps them where they are', () => {
  assert.equal(
    withLateScripts(`<p>text</p>${tag('a')}</body>`, importsOf),
    '<p>text</p><script type="module" fetchpriority="low" src="/_astro/a.js"></script></body>',
  );
});
