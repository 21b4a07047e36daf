/** Reads the fences of a chapter with the parser the site renders it with. */
import { type MdastNode, markdownToMdast, mdxToMdast } from 'satteri';
import type { FrontmatterBlock } from './frontmatter.ts';
import { emptyOutline, type Outline, readOutline, textOf } from './outline.ts';
import type { Problem } from './problem.ts';
import type { Position, Range } from './snippet.ts';
import { lineEnd, rangeOf, type SourceLine, splitLines } from './text.ts';

/** Chapters are MDX; documents of the project, which a code host shows, are plain Markdown. */
export type Format = 'mdx' | 'md';

export const formatOf = (path: string): Format => (path.endsWith('.md') ? 'md' : 'mdx');

/** A code block between fences, wherever it is nested. */
export interface Fence {
  /** The opening mark, three or more backticks or tildes. */
  mark: string;
  /** What follows the mark on its line, as written. */
  info: string;
  infoAt: Position;
  /** From the opening mark to the end of the closing one. */
  range: Range;
  /** The lines between the marks without the indentation and marks of whatever the fence is nested in. */
  body: string[];
  /** Where each line of `body` begins in the chapter. */
  lines: Position[];
  /** Fences of one parent with successive places stand directly one after another. */
  parent: number;
  place: number;
  /** Inside a `<details>`. */
  isFolded: boolean;
  /** True when a problem was reported about the fence as a whole: what follows from it is not worth a report. */
  isBroken: boolean;
}

/** A folded part of the prose: a `<details>` element. */
export interface Details {
  range: Range;
  /** The text of its `<summary>`. */
  summary: string;
}

export interface Markdown {
  fences: Fence[];
  details: Details[];
  /** 0-based lines on which headings begin. */
  headings: number[];
  outline: Outline;
  frontmatter?: FrontmatterBlock;
  problems: Problem[];
  /** False when the file could not be parsed, or only into something its author did not mean. */
  isReadable: boolean;
}

/**
 * Parses a chapter. Positions refer to `source` as given, a byte order mark included: Sätteri counts lines from 1,
 * columns from 1 in UTF-16 code units, and does not count a byte order mark.
 */
export function readMarkdown(source: string, format: Format = 'mdx'): Markdown {
  const lines = splitLines(source);
  const bom = source.startsWith('\uFEFF') ? 1 : 0;
  const position = (line: number, column: number): Position => ({
    line: line - 1,
    column: column - 1 + (line === 1 ? bom : 0),
  });

  let root: MdastNode;
  try {
    root = format === 'mdx' ? mdxToMdast(source) : markdownToMdast(source);
  } catch (error) {
    const problem = syntaxProblem(error, position);
    const cause = findBackticks(lines, []).find(({ range }) => range.start.line <= problem.range.start.line);
    return unreadable(cause ?? problem);
  }

  const result: Markdown = {
    fences: [],
    details: [],
    headings: [],
    outline: readOutline(root, lines, position),
    problems: [],
    isReadable: true,
  };
  let parents = 0;
  const walk = (node: MdastNode, parent: number, place: number, isFolded: boolean): void => {
    if (node.position) {
      const { start, end } = node.position;
      const range = { start: position(start.line, start.column), end: position(end.line, end.column) };
      if (node.type === 'code') {
        const fence = readFence(node.value, range, lines, result.problems);
        if (fence) result.fences.push({ ...fence, parent, place, isFolded });
      } else if (node.type === 'yaml') {
        result.frontmatter = { value: node.value, range };
        result.problems.push(...findOtherClosing(lines[range.end.line]?.text ?? '', range));
      } else if (node.type === 'heading') result.headings.push(range.start.line);
      else if (isElement(node, 'details')) {
        const summary = node.children.find((child) => isElement(child, 'summary'));
        result.details.push({ range, summary: summary ? textOf(summary).trim() : '' });
      } else if (node.type === 'mdxjsEsm')
        result.problems.push({
          range,
          code: 'chapter-import',
          message: 'A chapter imports and exports nothing.',
          expected: 'prose and fences',
          found: `\`${node.value.split(lineEnd)[0]}\``,
          advice: 'Components are given to every chapter by name; data belongs into `src/`.',
        });
    }
    if ('children' in node) {
      const self = parents++;
      const folds = isFolded || (node.type === 'mdxJsxFlowElement' && node.name === 'details');
      for (const [index, child] of node.children.entries()) walk(child, self, index, folds);
    }
  };
  walk(root, -1, 0, false);

  const backticks = findBackticks(lines, result.fences);
  // From such a line on, opening and closing marks have changed places: nothing else said of the file would be true.
  if (backticks.length === 0) return result;
  return unreadable(...backticks.slice(0, 1));
}

function unreadable(...problems: Problem[]): Markdown {
  return { fences: [], details: [], headings: [], outline: emptyOutline(), problems, isReadable: false };
}

type Element = Extract<MdastNode, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

function isElement(node: MdastNode, name: string): node is Element {
  return (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && node.name === name;
}

/** YAML and Sätteri also end a document with `...`; Astro reads no frontmatter then. */
function findOtherClosing(text: string, { end }: Range): Problem[] {
  if (text.trimEnd() === '---') return [];
  return [
    {
      range: rangeOf({ line: end.line, column: 0 }, text.trimEnd().length),
      code: 'frontmatter-syntax',
      message: 'The frontmatter does not end like this.',
      expected: 'a line `---`',
      found: `\`${text.trimEnd()}\``,
      advice: 'Write: ---',
    },
  ];
}

/** The opening line of a fence, from its mark on. */
export function openingOf(fence: Fence): Range {
  return rangeOf(fence.range.start, fence.mark.length + fence.info.trimEnd().length);
}

/** Everything about a fence except its neighbours; nothing when the node is not written with fences. */
function readFence(
  value: string,
  range: Range,
  lines: readonly SourceLine[],
  problems: Problem[],
): Omit<Fence, 'parent' | 'place' | 'isFolded'> | undefined {
  const { start, end } = range;
  const opening = lines[start.line]?.text.slice(start.column) ?? '';
  const mark = /^(?:`{3,}|~{3,})/.exec(opening)?.[0];
  if (!mark) return undefined;
  const info = opening.slice(mark.length);
  const fence = {
    mark,
    info,
    infoAt: { line: start.line, column: start.column + mark.length },
    range,
    body: [] as string[],
    lines: [] as Position[],
    isBroken: false,
  };
  const break_ = (problem: Problem): typeof fence => {
    problems.push(problem);
    return { ...fence, isBroken: true };
  };

  const written = value.split(lineEnd);
  const height = end.line - start.line - 1;
  const last = lines[end.line]?.text.slice(0, end.column).trimEnd() ?? '';
  const closing = /(?:`+|~+)$/.exec(last)?.[0] ?? '';
  const isClosed =
    closing[0] === mark[0] &&
    closing.length >= mark.length &&
    (height === 0 ? value === '' : written.length === height);
  if (!isClosed)
    return break_({
      range: rangeOf(start, opening.trimEnd().length),
      code: 'unclosed-fence',
      message: 'This fence is never closed.',
      expected: `a line ${mark} after the code, indented like this one`,
      found:
        end.line + 1 >= lines.length
          ? 'the end of the file'
          : `the end of what it is nested in, on line ${end.line + 1}`,
    });
  fence.range = { start, end: { line: end.line, column: last.length } };

  for (const [index, line] of height === 0 ? [] : written.entries()) {
    const at = start.line + 1 + index;
    const source = lines[at]?.text ?? '';
    if (isOpening(line, mark))
      return break_({
        range: rangeOf(start, opening.trimEnd().length),
        code: 'unclosed-fence',
        message: `This fence is not closed before the next one begins on line ${at + 1}.`,
        expected: `a line ${mark} before line ${at + 1}, indented like this one`,
        found: `the line ${line.trim()} inside the code`,
        advice: `To show a fence inside a fence, give the outer one a longer mark: ${mark}${mark[0]}${info}`,
      });
    if (!source.endsWith(line))
      return break_({
        range: rangeOf({ line: at, column: 0 }, /^[\s>]*/.exec(source)?.[0].length ?? 0),
        code: 'split-tab',
        message:
          'The tab in front of this line belongs half to the code and half to what the fence is nested in.',
        expected: 'the same characters in front of every line of a nested fence',
        found: `\`${source.replaceAll('\t', '⇥')}\``,
        advice: 'Indent with spaces.',
      });
    fence.body.push(line);
    fence.lines.push({ line: at, column: source.length - line.length });
  }
  return fence;
}

const ours = '(?:ts|output|typescript)(?![\\w-])';

const openingLine = new RegExp(`^ {0,3}(\`{3,}|~{3,})[ \\t]*${ours}[^\`]*$`);

/** Whether a line of code is the opening line of a fence of ours, left there by a missing closing mark. */
function isOpening(line: string, mark: string): boolean {
  const match = openingLine.exec(line);
  const inner = match?.[1] ?? '';
  return inner[0] === mark[0] && inner.length >= mark.length;
}

const backtickLine = new RegExp(
  `^([ \\t>]*(?:(?:[-+*]|\\d{1,9}[.)])[ \\t]+[ \\t>]*)*)(\`{3,})([ \\t]*${ours}[^\`]*\`.*)$`,
);

/** Opening lines that CommonMark does not take for a fence because a backtick follows the mark. */
function findBackticks(lines: readonly SourceLine[], fences: readonly Fence[]): Problem[] {
  const problems: Problem[] = [];
  for (const [line, { text }] of lines.entries()) {
    const [, prefix, mark, info] = backtickLine.exec(text) ?? [];
    if (prefix === undefined || mark === undefined || info === undefined || info.includes('```')) continue;
    if (fences.some(({ range }) => range.start.line < line && line < range.end.line)) continue;
    const column = prefix.length + mark.length + info.indexOf('`');
    problems.push({
      range: rangeOf({ line, column }, 1),
      code: 'backtick-in-meta',
      message: 'A backtick in the opening line of a fence makes it ordinary text.',
      expected: 'an opening line without backticks',
      found: `${mark}${info.trimEnd()}`,
      advice: `Write: ${mark}${info.trimEnd().replaceAll('`', '')}`,
    });
  }
  return problems;
}

function syntaxProblem(error: unknown, position: (line: number, column: number) => Position): Problem {
  const text = error instanceof Error ? error.message : String(error);
  const [, line = '1', column = '1', message = text] = /^(\d+):(\d+): ([\s\S]*)$/.exec(text) ?? [];
  return {
    range: rangeOf(position(Number(line), Number(column)), 0),
    code: 'mdx-syntax',
    message: `This is not MDX: ${message.replace(/ \(mdx[\w-]*:[\w-]+\)$/, '').replace(/ \(\d+:\d+\)/, '')}.`,
    advice: 'In prose, put code between backticks; write `\\<` and `\\{` for a bare `<` and `{`.',
  };
}
