import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { hostingHeaders } from './scripts/hosting-headers.ts';
import { lateScripts } from './scripts/late-scripts.ts';
import { notices } from './scripts/notices.ts';
import { unusedRemoved } from './scripts/unused-removed.ts';
import { devVerdicts } from './src/checker/dev/verdicts.ts';
import { codeTheme, coloursToClasses } from './src/components/code-theme.ts';
import { keepUnits, markCues } from './src/components/prose-plugins.ts';
import { termPlugin } from './src/components/term-plugin.ts';
import { offline } from './src/offline/integration.ts';
import { search } from './src/search/integration.ts';
import { sitePlugin } from './src/snippets/site-plugin.ts';
import { worldNames } from './src/worlds/index.ts';

const { SITE_URL, BASE_PATH = '/' } = process.env;
const leftOut = fileURLToPath(new URL('./src/playground/editor/left-out.ts', import.meta.url));

export default defineConfig({
  ...(SITE_URL && { site: SITE_URL }),
  base: BASE_PATH,
  trailingSlash: 'always',
  // Styles come with the page: a request for them would cost a phone more time than their bytes. Several pages at a time: half of
  // making one is waiting for the disk, or for a run.
  build: { format: 'directory', inlineStylesheets: 'always', concurrency: 16 },
  // The last one lists every file of the site, so nothing may be added after it.
  integrations: [
    mdx(),
    // Frames and stand-ins are no pages of their own.
    ...(SITE_URL ? [sitemap({ filter: (page) => !/\/(?:offline|runtime|embed)\//.test(page) })] : []),
    devVerdicts(),
    lateScripts(),
    search(),
    notices(),
    hostingHeaders(),
    unusedRemoved(),
    offline(),
  ],
  markdown: {
    processor: satteri({
      mdastPlugins: [
        sitePlugin({ root: new URL('./', import.meta.url), worlds: worldNames }),
        termPlugin(() => JSON.parse(readFileSync('content/glossary.json', 'utf8'))),
      ],
      hastPlugins: [markCues, keepUnits],
    }),
    shikiConfig: { theme: codeTheme, transformers: [coloursToClasses] },
  },
  devToolbar: { enabled: false },
  // The content security policy knows no inline script but the theme's, and no data: font.
  vite: {
    build: { assetsInlineLimit: 0 },
    resolve: { alias: { '@codesandbox/nodebox': leftOut, 'intersection-observer': leftOut } },
  },
});
