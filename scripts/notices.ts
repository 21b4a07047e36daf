/**
 * Writes `third-party-notices.txt` beside the built site: the licences of every package of which something ends up in a file a
 * reader gets. What is only used to build the book is not named.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build } from 'esbuild';
import type { Plugin } from 'vite';
import { KeptTexts, versionOf } from '../src/components/kept-on-disk.ts';

const root = join(import.meta.dirname, '..');
const kept = new KeptTexts('notices');

/** What `src/sandbox/runtime-files.ts` and `src/typecheck/page-files.ts` bundle by themselves, past Vite. */
const bundledApart = [
  'src/sandbox/broker-main.ts',
  'src/sandbox/cage.ts',
  'src/sandbox/compile-worker.ts',
  'src/engine/hosts/browser-worker.ts',
  'src/typecheck/page-worker.ts',
];

export interface Shipped {
  name: string;
  version: string;
  licence: string;
  /** Whose it is, for packages without a text. */
  holder: string;
  /** The text the package brings along; empty when it brings none. */
  text: string;
}

/** The folder of the package a module belongs to: the innermost one, from `node_modules` on. */
export function packageOf(module: string): string | undefined {
  return /^(?:.*[\\/])?(node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(module.replaceAll('\0', ''))?.[1];
}

function describe(folder: string): Shipped {
  const path = join(root, folder);
  const { name, version, license, author } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const entries = readdirSync(path, { withFileTypes: true });
  const licenceEntry = entries.find((entry) => /^(licen[cs]e|copying)/i.test(entry.name));
  // A few packages have a folder of that name, with the file in it.
  const file = licenceEntry?.isDirectory() ? join(licenceEntry.name, licenceEntry.name) : licenceEntry?.name;
  const by = typeof author === 'string' ? author : author?.name;
  const said = entries.find((entry) => /^readme/i.test(entry.name))?.name;
  const holder = said && /Copyright (?:©|\(c\)) [^.\n]+/i.exec(readFileSync(join(path, said), 'utf8'))?.[0];
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : (license?.type ?? 'unknown'),
    holder: holder ?? `Copyright ${by ?? `the authors of ${name}`}`,
    text: file ? readFileSync(join(path, file), 'utf8').trim() : '',
  };
}

/** For a package that brings no text along: that of another one under the same licence, without its owner. */
function textFor({ holder, licence, text }: Shipped, all: Shipped[]): string {
  if (text) return text;
  const other = all.find((candidate) => candidate.licence === licence && candidate.text)?.text ?? '';
  const body = licence === 'MIT' ? other.slice(Math.max(0, other.indexOf('Permission is hereby'))) : other;
  return `${holder}\n\n${body}`;
}

async function modulesBundledApart(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: bundledApart.map((entry) => join(root, entry)),
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'unused',
    platform: 'browser',
    target: 'esnext',
    logLevel: 'error',
    define: { WORLD_SOURCES: '{}', CAGE_DOCUMENT: '""', RUNTIME_FILE: '""', COMPILER_FILE: '""' },
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
}

const line = '-'.repeat(80);

export function noticesText(shipped: Shipped[]): string {
  const parts = shipped.map(
    (part) =>
      `${line}\n${part.name} ${part.version}\nLicence: ${part.licence}\n${line}\n\n${textFor(part, shipped)}\n`,
  );
  return `Third-party notices\n\nInterleave's pages and programs contain parts of the packages below.\n\n${parts.join('\n')}`;
}

/** Reads the text back: what is shipped, with its licence. */
export const readNotices = (text: string): { name: string; licence: string }[] =>
  [...text.matchAll(/^-{80}\n(\S+) \S+\nLicence: (.+)\n-{80}$/gm)].map(([, name = '', licence = '']) => ({
    name,
    licence,
  }));

export function notices(): AstroIntegration {
  const modules = new Set<string>();
  const collect: Plugin = {
    name: 'notices',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type === 'chunk')
          for (const [id, { renderedLength }] of Object.entries(part.modules)) {
            if (renderedLength > 0) modules.add(id);
          }
        // Fonts and pictures.
        else for (const name of part.originalFileNames) modules.add(name);
      }
    },
  };
  return {
    name: 'notices',
    hooks: {
      'astro:config:setup'({ updateConfig }) {
        updateConfig({
          vite: {
            plugins: [
              { ...collect, applyToEnvironment: ({ name }) => name === 'client' },
              // The layout's fonts are files of the server's build, which copies them.
              {
                name: 'notices-fonts',
                transform: { filter: { id: /\.woff2/ }, handler: (_code, id) => void modules.add(id) },
              },
            ],
          },
        });
      },
      async 'astro:build:done'({ dir, logger }) {
        // To bundle all of it only to see what goes in takes longer than a chapter.
        const made = await versionOf(['src/**/*.{ts,tsx}', 'package-lock.json']);
        const apart = await kept.get([made], async () => JSON.stringify(await modulesBundledApart()));
        for (const module of JSON.parse(apart) as string[]) modules.add(module);
        // The search's script and its WebAssembly are written beside the pages by the package itself.
        modules.add('node_modules/pagefind/lib/index.js');
        const folders = new Set(
          [...modules]
            .map(packageOf)
            .filter((folder) => folder !== undefined && existsSync(join(root, folder))),
        ) as Set<string>;
        const shipped = [...folders].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1));
        writeFileSync(join(fileURLToPath(dir), 'third-party-notices.txt'), noticesText(shipped));
        logger.info(`${shipped.length} packages in what readers get`);
      },
    },
  };
}
