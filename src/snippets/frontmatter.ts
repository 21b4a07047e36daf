import { load, YAMLException } from 'js-yaml';
import type { Problem } from './problem.ts';
import type { Position, Range } from './snippet.ts';
import { rangeOf, splitLines } from './text.ts';

/** The head of a chapter. */
export interface Frontmatter {
  title: string;
  description?: string;
  /** The chapter's name in addresses. */
  slug: string;
}

/** The block between the `---` lines as the Markdown parser found it. */
export interface FrontmatterBlock {
  value: string;
  /** The block with its marks. */
  range: Range;
}

const slugForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * The slug of a chapter that does not name one: its file's name without number and ending.
 *
 * @example slugOfPath('content/01-waiting/01-waiting.mdx') // 'waiting'
 */
export function slugOfPath(path: string): string {
  const parts = path.split('/');
  const file = (parts.at(-1) ?? '').replace(/\.[^.]*$/, '');
  const name = file === 'index' ? (parts.at(-2) ?? file) : file;
  return name
    .replace(/^\d+[-_. ]+(?=.)/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}

/** Reads a chapter's head: `title` is required, `description` and `slug` are not. Other names are left to the site. */
export function readFrontmatter(
  block: FrontmatterBlock | undefined,
  path: string,
): { frontmatter?: Frontmatter; problems: Problem[] } {
  if (!block) return { problems: [missingTitle(rangeOf({ line: 0, column: 0 }, 0), 'no frontmatter')] };

  let data: unknown;
  try {
    data = load(block.value);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const at = {
      line: block.range.start.line + 1 + (error.mark?.line ?? 0),
      column: error.mark?.column ?? 0,
    };
    return {
      problems: [
        {
          range: rangeOf(at, 0),
          code: 'frontmatter-syntax',
          message: `The frontmatter is not YAML: ${error.reason}.`,
          expected: 'lines of the form `name: value`, with values that contain `: ` in quotes',
        },
      ],
    };
  }
  const fields: Record<string, unknown> =
    typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {};
  const problems: Problem[] = [];
  const where = (name: string): Range => findField(block, name) ?? block.range;

  const { title, description, slug } = fields;
  if (title === undefined || title === null || (typeof title === 'string' && title.trim() === ''))
    problems.push(missingTitle(where('title'), 'no title'));
  else if (typeof title !== 'string') problems.push(wrongField('title', title, 'a text', where('title')));
  if (description !== undefined && typeof description !== 'string')
    problems.push(wrongField('description', description, 'a text', where('description')));
  if (slug !== undefined && (typeof slug !== 'string' || !slugForm.test(slug)))
    problems.push(wrongField('slug', slug, 'a name in kebab-case, such as `waiting`', where('slug')));
  if (problems.length > 0) return { problems };

  const frontmatter: Frontmatter = {
    title: String(title),
    slug: typeof slug === 'string' ? slug : slugOfPath(path),
  };
  if (typeof description === 'string') frontmatter.description = description;
  return { frontmatter, problems };
}

function missingTitle(range: Range, found: string): Problem {
  return {
    range,
    code: 'missing-title',
    message: 'A chapter needs a title.',
    expected: '`title:` in the frontmatter, the first lines of the file',
    found,
    advice: '---\ntitle: Waiting without standing still\n---',
  };
}

function wrongField(name: string, value: unknown, expected: string, range: Range): Problem {
  return {
    range,
    code: 'wrong-value',
    message: `\`${name}\` in the frontmatter has a value of the wrong kind.`,
    expected,
    found: `\`${JSON.stringify(value)}\``,
    ...(typeof value === 'number' || typeof value === 'boolean'
      ? { advice: `Write: ${name}: "${value}"` }
      : {}),
  };
}

/** The line of a top-level field. */
function findField(block: FrontmatterBlock, name: string): Range | undefined {
  const lines = splitLines(block.value);
  const index = lines.findIndex(({ text }) => new RegExp(`^["']?${name}["']?\\s*:`).test(text));
  const line = lines[index];
  if (!line) return undefined;
  const at: Position = { line: block.range.start.line + 1 + index, column: 0 };
  return rangeOf(at, line.text.length);
}
