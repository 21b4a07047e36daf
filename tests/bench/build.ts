/**
 * How long a big book takes to build: so many generated chapters with ten examples each, whose runs are cached, beside the same
 * pages in bare Astro with static Shiki code. Both are built in this run, one after the other, after one round that fills caches.
 * `npm run bench -- build`; `CHAPTERS=60` for a first look (default 300).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { printTable } from './support.ts';

const chapters = Number(process.env['CHAPTERS'] ?? 300);
const limit = 2;

const words =
  'A clerk who waits for an answer does not work, and nobody pays for the time in which nothing happens. The program asks, and goes on with what it can do. When the answer is there, its turn comes, and it takes up what it had left. ';
/** Stands in every program, so that no run of this benchmark finds what an earlier one has kept. */
const occasion = Date.now().toString(36);
const bases = ['USD', 'EUR', 'PLN', 'NOK', 'CZK'];

function example(chapter: number, place: number): string {
  const first = bases[place % 5];
  const second = bases[(place + 1 + (chapter % 4)) % 5];
  return [
    `\`\`\`ts id=example-${place} title="Two questions, version ${chapter}.${place}"`,
    "import { getRates } from './worlds/rates.ts';",
    '',
    `const version = '${chapter}.${place}'; // ${occasion}`,
    `const [a, b] = await Promise.all([getRates('${first}'), getRates('${second}')]);`,
    'for (const rates of [a, b]) {',
    '  console.log(version, typeof rates.EUR);',
    '}',
    '```',
    '',
    '```output',
    `${chapter}.${place} number`,
    `${chapter}.${place} number`,
    '```',
    '',
  ].join('\n');
}

function chapterText(chapter: number): string {
  const parts = Array.from({ length: 10 }, (_, place) =>
    [`## Part ${place + 1}`, '', words.repeat(3), '', example(chapter, place), words.repeat(2), ''].join(
      '\n',
    ),
  );
  return `---\ntitle: Chapter ${chapter} of many\ndescription: What chapter ${chapter} is about, in one sentence.\n---\n\n${parts.join('\n')}`;
}

const number = (chapter: number) => String(chapter).padStart(2, '0');
const here = resolve('.');

/** The book itself, with generated chapters beside chapter 1, whose examples the cover shows. */
function makeBook(root: string): void {
  for (const part of ['src', 'scripts', 'public', 'astro.config.mjs', 'package.json', 'tsconfig.json'])
    cpSync(join(here, part), join(root, part), { recursive: true });
  cpSync(join(here, 'content/01-waiting'), join(root, 'content/01-waiting'), { recursive: true });
  mkdirSync(join(root, 'translations'));
  const plan = JSON.parse(readFileSync(join(here, 'content/book.json'), 'utf8'));
  const [first] = plan.parts[0].chapters;
  const made = Array.from({ length: chapters }, (_, index) => ({
    slug: `chapter-${index + 2}`,
    title: `Chapter ${index + 2} of many`,
    summary: 'One sentence about it.',
  }));
  writeFileSync(
    join(root, 'content/book.json'),
    JSON.stringify({
      parts: [{ id: 'all', title: 'All', chapters: [first, ...made] }],
      paths: [{ id: 'everything', title: 'Everything', chapters: 'all' }],
    }),
  );
  for (const name of ['glossary', 'misconceptions']) {
    const entries = JSON.parse(readFileSync(join(here, `content/${name}.json`), 'utf8'));
    const own = entries.filter((entry: { chapter?: string; examples?: string[] }) =>
      entry.examples
        ? entry.examples.every((one) => one.startsWith('waiting/'))
        : entry.chapter === 'waiting',
    );
    writeFileSync(join(root, `content/${name}.json`), JSON.stringify(own));
  }
  for (const { slug } of made) {
    const chapter = Number(slug.slice('chapter-'.length));
    const folder = join(root, 'content', `${number(chapter)}-${slug}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${number(chapter)}-${slug}.mdx`), chapterText(chapter));
  }
}

/** The same texts, and nothing else: code is highlighted, and that is all. */
function makeBare(root: string): void {
  mkdirSync(join(root, 'src/pages'), { recursive: true });
  mkdirSync(join(root, 'content'), { recursive: true });
  cpSync(join(here, 'content/01-waiting/01-waiting.mdx'), join(root, 'content/waiting.mdx'));
  for (let chapter = 2; chapter < chapters + 2; chapter++)
    writeFileSync(join(root, `content/chapter-${chapter}.mdx`), chapterText(chapter));
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(root, 'astro.config.mjs'),
    "import mdx from '@astrojs/mdx';\nimport { defineConfig } from 'astro/config';\nexport default defineConfig({ integrations: [mdx()] });\n",
  );
  writeFileSync(
    join(root, 'src/content.config.ts'),
    "import { defineCollection } from 'astro:content';\nimport { glob } from 'astro/loaders';\nexport const collections = { chapters: defineCollection({ loader: glob({ base: './content', pattern: '*.mdx' }) }) };\n",
  );
  writeFileSync(
    join(root, 'src/pages/[slug].astro'),
    `---
import { getCollection, render } from 'astro:content';
export const getStaticPaths = async () => (await getCollection('chapters')).map((entry) => ({ params: { slug: entry.id }, props: { entry } }));
const { Content } = await render(Astro.props.entry);
---
<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>{Astro.props.entry.data.title}</title></head><body><main><Content /></main></body></html>
`,
  );
}

function build(root: string): number {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(here, 'scripts/astro.ts'), 'build'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${stdout.slice(-3_000)}\n${stderr.slice(-3_000)}`);
  return (performance.now() - start) / 1_000;
}

const folder = mkdtempSync(join(tmpdir(), 'interleave-build-'));
try {
  const book = join(folder, 'book');
  const bare = join(folder, 'bare');
  for (const [root, make] of [
    [book, makeBook],
    [bare, makeBare],
  ] as const) {
    mkdirSync(root);
    symlinkSync(join(here, 'node_modules'), join(root, 'node_modules'));
    make(root);
  }
  const cold = build(book);
  const bareTime = build(bare);
  const warm = build(book);
  printTable(
    [`${chapters} chapters, ${chapters * 10} examples`, 'seconds', `of bare Astro (at most ${limit})`],
    [
      ['bare Astro, static Shiki code', bareTime, 1],
      ['the book, runs cached', warm, warm / bareTime],
      ['the book, every run for the first time', cold, cold / bareTime],
    ],
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
