/**
 * `npm run new -- chapter "Title"`, `npm run new -- example CHAPTER ID`, `npm run new -- exercise CHAPTER ID`: writes what the
 * grammar asks for. What it writes passes `npm run check` and is built, so that there is something that works to change.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlannedPart } from '../src/book/chapters.ts';
import { replaceFile } from '../src/files/replace-file.js';
import { slugOfPath } from '../src/snippets/frontmatter.ts';

const usage = `Begins a part of the book.

  npm run new -- chapter "Title"       a chapter: the planned one with this title, or one more after the last
  npm run new -- example waiting id    an example at the end of what the chapter \`waiting\` tells
  npm run new -- exercise waiting id   an exercise at the end of those of the chapter \`waiting\`
`;

const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** What was written, or what is wrong with the command. */
export type Outcome = { written: string } | { message: string };

/** Does what the arguments say in the book under `root`. A file that is there is never replaced. */
export function createPart(argv: readonly string[], root: string): Outcome {
  const [kind, ...rest] = argv;
  if (kind === 'chapter') return createChapter(rest.join(' ').trim(), root);
  if (kind === 'example' || kind === 'exercise') return append(kind, rest, root);
  return { message: usage };
}

function createChapter(title: string, root: string): Outcome {
  const own = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (!kebab.test(own)) return { message: `A chapter wants a title that begins with a letter.\n\n${usage}` };
  const { slug, number, plan } = placeOf(title, own, root);
  const name = `${String(number).padStart(2, '0')}-${slug}`;
  const path = `content/${name}/${name}.mdx`;
  if (existsSync(join(root, path))) return { message: `${path} is there already.` };
  replaceFile(join(root, path), chapter(title));
  if (plan !== undefined) replaceFile(join(root, planPath), plan);
  return { written: path };
}

const planPath = 'content/book.json';
const description = "One sentence a search engine shows, with the chapter's number in it.";

/**
 * Where a new chapter belongs: to its own place in the plan, or behind the last chapter that is written.
 * @returns `plan`: the plan with its line in it, if it had none.
 */
function placeOf(title: string, slug: string, root: string): { slug: string; number: number; plan?: string } {
  const written = chaptersOf(root);
  const last = Math.max(0, ...written.map((path) => Number.parseInt(basename(path), 10) || 0));
  if (!existsSync(join(root, planPath))) return { slug, number: last + 1 };
  const plan = readFileSync(join(root, planPath), 'utf8');
  const chapters = (JSON.parse(plan) as { parts: PlannedPart[] }).parts.flatMap((part) => part.chapters);
  const planned = chapters.findIndex((chapter) => chapter.slug === slug || chapter.title === title);
  if (planned >= 0) return { slug: chapters[planned]?.slug ?? slug, number: planned + 1 };
  // Written into the text: what the file looks like beyond its values is its authors' own.
  const before = chapters[last - 1]?.slug;
  const entry = new RegExp(`^( *)\\{\\s*"slug": "${before}"[^}]*\\}`, 'm');
  const line = JSON.stringify({ slug, title, summary: description }, undefined, 2);
  return {
    slug,
    number: last + 1,
    plan: plan.replace(entry, (found, indent: string) => `${found},\n${line.replaceAll(/^/gm, indent)}`),
  };
}

/** The heading before which a part is put, where a chapter has it. */
const follows = { example: 'Exercises', exercise: 'In one paragraph' };

function append(
  kind: 'example' | 'exercise',
  [slug = '', id = '', ...more]: readonly string[],
  root: string,
): Outcome {
  if (more.length > 0 || !kebab.test(id))
    return {
      message: `An ${kind} wants a chapter and an id in kebab-case, such as \`one-after-another\`.\n\n${usage}`,
    };
  const paths = chaptersOf(root);
  const path = paths.find((candidate) => slugOfPath(candidate) === slug);
  if (!path)
    return {
      message: `There is no chapter \`${slug}\`. There are: ${paths.map(slugOfPath).join(', ') || 'none yet'}.`,
    };
  const file = join(root, path);
  const text = readFileSync(file, 'utf8');
  if (new RegExp(`^[ \\t>]*(?:\`{3,}|~{3,})ts .*(?:id|exercise)=${id}(?![\\w-])`, 'm').test(text))
    return { message: `The chapter \`${slug}\` has an example \`${id}\` already.` };
  const heading = text.search(new RegExp(`^## ${follows[kind]}\\r?$`, 'm'));
  const at = heading < 0 ? text.length : heading;
  const before = `${text.slice(0, at).trimEnd()}\n\n`;
  const after = heading < 0 ? '' : `\n${text.slice(at)}`;
  replaceFile(file, before + beginnings[kind](id) + after);
  return { written: path };
}

/** Paths of the chapters, in reading order. */
function chaptersOf(root: string): string[] {
  return globSync('content/**/*.mdx', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

const chapter = (title: string) => `---
title: ${JSON.stringify(title)}
description: ${description}
---

A problem with a number first: what takes how long, and how long it could take.

## Exercises

## In one paragraph

What the reader knows now, in one paragraph.

## Check yourself

Decide first, then open the answer and run it.

**1.** A question about the first rule.

**2.** A question about the second.

**3.** A question about something that was not shown.

## Sources

- What the chapter relies on, with its address.
`;

/** What each part begins with. The words that are given stand in the text as they are: `title` in quotes, `id` in fences and headings. */
export const beginnings = {
  chapter: (title: string) => chapter(title),
  example: (id: string) => example(id),
  exercise: (id: string) => exercise(id),
};

const titleOf = (id: string) => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;

const example = (id: string) => `## ${titleOf(id)}

**Predict.** What does it print last?

\`\`\`ts id=${id} title="${titleOf(id)}" timeline=open predict
import { clock } from './worlds/helpers.ts';

await new Promise((resolve) => setTimeout(resolve, 100));
console.log(\`\${clock()} ms\`);
\`\`\`

\`\`\`output
100 ms
\`\`\`

> **Rule.** One sentence.
`;

const exercise = (id: string) => `### ${titleOf(id)}

What the reader has to achieve.

\`\`\`ts exercise=${id} starter title="${titleOf(id)}"
export const answer = (numbers: number[]): number => numbers.length;
\`\`\`

\`\`\`output
\`\`\`

<details>
<summary>Hint</summary>

A question that leads on.

</details>

<details>
<summary>Solution</summary>

\`\`\`ts exercise=${id} solution
export const answer = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0);
\`\`\`

The first mistake people make, and why:

\`\`\`ts exercise=${id} wrong="adds two numbers"
export const answer = (numbers: number[]): number => Math.max(0, ...numbers);
\`\`\`

The second:

\`\`\`ts exercise=${id} wrong="has an answer for no numbers"
export const answer = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number);
\`\`\`

\`\`\`ts exercise=${id} tests
import { answer } from './main.ts';
import { expect, test } from './worlds/test.ts';

test('adds two numbers', () => {
  expect(answer([1, 2])).toBe(3);
});

test('has an answer for no numbers', () => {
  expect(answer([])).toBe(0);
});
\`\`\`

</details>
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outcome = createPart(process.argv.slice(2), process.cwd());
  if ('written' in outcome) {
    console.log(`${outcome.written}\nnow: npm run check -- --filter ${slugOfPath(outcome.written)}`);
  } else {
    console.error(outcome.message);
    process.exitCode = 2;
  }
}
