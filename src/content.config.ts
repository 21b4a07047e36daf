/** The only file of the site that knows where the book's text lies. */
import { defineCollection } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';

const slug = z.string().regex(/^[a-z0-9-]+$/, 'A slug is written in lower-case letters, digits and hyphens.');

const chapters = defineCollection({
  loader: glob({
    base: './content',
    pattern: '{[0-9],[0-9][0-9]}[0-9]-*/*.mdx',
    // The folder's name: two chapters with one slug must both arrive, so that the book can refuse them.
    generateId: ({ entry }) => entry.split('/')[0] ?? entry,
  }),
  schema: z.strictObject({
    title: z.string().min(1),
    /** One or two sentences: the chapter's first lines, and its line in the contents. */
    description: z.string().min(1).optional(),
    /** Only for a chapter whose address differs from its folder's name. */
    slug: slug.optional(),
  }),
});

/** `translations/de/01-waiting.mdx`: prose alone; the examples are the original's. */
const translations = defineCollection({
  loader: glob({
    base: './translations',
    pattern: '[a-z][a-z]/*.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: z.strictObject({
    title: z.string().min(1),
    description: z.string().min(1),
    /** The chapter it translates. */
    of: slug,
    /** What its sections translate, in their order: the beginning, then one per second-level heading. */
    sections: z.array(z.strictObject({ of: z.string(), digest: z.string() })).min(1),
  }),
});

const plan = defineCollection({
  loader: file('content/book.json', { parser: (text) => ({ book: JSON.parse(text) }) }),
  schema: z.strictObject({
    parts: z.array(
      z.strictObject({
        id: slug,
        title: z.string().min(1),
        chapters: z.array(z.strictObject({ slug, title: z.string().min(1), summary: z.string().min(1) })),
      }),
    ),
    paths: z.array(
      z.strictObject({
        id: slug,
        title: z.string().min(1),
        chapters: z.union([z.literal('all'), z.array(slug).min(1)]),
      }),
    ),
  }),
});

const source = z.strictObject({ title: z.string().min(1), url: z.url() });

const glossary = defineCollection({
  loader: file('content/glossary.json'),
  schema: z.strictObject({
    id: slug,
    term: z.string().min(1),
    /** Also a word of everyday language: it gets a card only where a chapter emphasises it. */
    everyday: z.boolean().optional(),
    /** One or two sentences. */
    text: z.string().min(1),
    /** The chapter that introduces it. */
    chapter: slug,
    source: source.optional(),
  }),
});

const misconceptions = defineCollection({
  loader: file('content/misconceptions.json'),
  schema: z.strictObject({
    id: slug,
    often: z.string().min(1),
    right: z.string().min(1),
    /** Examples that disprove it, as `chapter/id`. */
    examples: z.array(z.string().min(1)).min(1),
    source,
  }),
});

export const collections = { chapters, glossary, misconceptions, plan, translations };
