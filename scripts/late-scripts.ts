/**
 * Scripts of a page wait for its text: they are asked for with low priority. Astro takes a script with an attribute for one that
 * it must leave alone, so the attribute is added to the finished pages.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

export function lateScripts(): AstroIntegration {
  return {
    name: 'late-scripts',
    hooks: {
      'astro:build:done'({ dir }) {
        const folder = fileURLToPath(dir);
        for (const name of globSync('**/*.html', { cwd: folder })) {
          const file = join(folder, name);
          const html = readFileSync(file, 'utf8');
          writeFileSync(
            file,
            html.replaceAll('<script type="module" src=', '<script type="module" fetchpriority="low" src='),
          );
        }
      },
    },
  };
}
