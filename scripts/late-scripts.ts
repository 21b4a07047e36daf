/**
 * Has the scripts of the finished pages wait for their text: they are moved into a template, from which a few inline lines take
 * them after the first paint, together with everything they import, so that nothing is asked for in a second round.
 * A frame in somebody else's page is not always painted, so there the scripts stay where they are and are only asked for with low
 * priority. (Astro takes a script with an attribute for one that it must leave alone; hence the finished pages.)
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { lateScriptsId, lateScriptsLoader } from '../src/layouts/late-scripts.ts';
import { importsOf } from '../src/offline/script-imports.ts';

const moduleScript = /<script type="module" src="([^"]*)"><\/script>/g;

/**
 * @param html a built page
 * @param importsOf the addresses of what the script at an address imports at once
 */
export function withLateScripts(html: string, importsOf: (address: string) => string[]): string {
  if (!html.includes(lateScriptsLoader))
    return html.replaceAll('<script type="module" src=', '<script type="module" fetchpriority="low" src=');
  const scripts = new Set([...html.matchAll(moduleScript)].map(([, address = '']) => address));
  const needed = new Set(scripts);
  for (const address of needed) for (const other of importsOf(address)) needed.add(other);
  const parts = [
    ...[...needed.difference(scripts)].map((address) => `<link rel="modulepreload" href="${address}">`),
    ...[...scripts].map((address) => `<script type="module" src="${address}"></script>`),
  ];
  return html
    .replaceAll(moduleScript, '')
    .replace('</body>', () => `<template id="${lateScriptsId}">${parts.join('')}</template></body>`);
}

export function lateScripts(): AstroIntegration {
  let base = '/';
  return {
    name: 'late-scripts',
    hooks: {
      'astro:config:done'({ config }) {
        base = `/${config.base}/`.replace(/\/+/g, '/');
      },
      'astro:build:done'({ dir }) {
        const folder = fileURLToPath(dir);
        const known = new Map<string, string[]>();
        const read = (address: string) => {
          const name = address.slice(base.length);
          const { statically } = importsOf(readFileSync(join(folder, name), 'utf8'));
          const found = statically.map((path) => base + path);
          known.set(address, found);
          return found;
        };
        for (const name of globSync('**/*.html', { cwd: folder })) {
          const file = join(folder, name);
          // Byte by byte: all that is looked for and added is ASCII, and to decode thousands of pages takes its time.
          const html = readFileSync(file, 'latin1');
          const late = withLateScripts(html, (address) => known.get(address) ?? read(address));
          if (late !== html) writeFileSync(file, late, 'latin1');
        }
      },
    },
  };
}
