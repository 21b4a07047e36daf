/** What a text offers to links, and what it refers to itself. Whether the two fit together is seen when all texts are known. */
import Slugger from 'github-slugger';
import type { MdastNode } from 'satteri';
import { byPosition, type Problem } from './problem.ts';
import type { Position, Range } from './snippet.ts';
import { nearest } from './suggest.ts';
import { rangeOf, type SourceLine } from './text.ts';

/** `html`: the address of a link or picture written as an element, which the site leaves as it is. */
export type ReferenceKind = 'link' | 'image' | 'html' | 'term' | 'example';

export interface Reference {
  kind: ReferenceKind;
  /** As written: an address, a word's id in the glossary, an example's id. */
  target: string;
  /** Where it stands. */
  range: Range;
}

export interface Outline {
  /** Addresses of the headings, as the site and code hosts make them of their words. */
  headings: string[];
  /** Ids of the examples and exercises. */
  examples: string[];
  references: Reference[];
  /** What is wrong with the text's notes and labels, whatever else there is. */
  problems: Problem[];
}

export const emptyOutline = (): Outline => ({ headings: [], examples: [], references: [], problems: [] });

/** Components of ours that name something, and the attribute that does. */
const naming: Record<string, [attribute: string, kind: ReferenceKind]> = {
  Term: ['id', 'term'],
  Shared: ['example', 'example'],
  a: ['href', 'html'],
  img: ['src', 'html'],
};

/** `position` translates Sätteri's lines and columns into those of `lines`. */
export function readOutline(
  root: MdastNode,
  lines: readonly SourceLine[],
  position: (line: number, column: number) => Position,
): Outline {
  const outline = emptyOutline();
  const slugger = new Slugger();
  const notes = new Map<string, Range>();
  const noted = new Set<string>();
  const labels = new Set<string>();
  const texts: { text: string; range: Range }[] = [];

  const refer = (kind: ReferenceKind, target: string, range: Range) =>
    outline.references.push({ kind, target, range: findLast(target, range, lines) ?? range });

  const walk = (node: MdastNode): void => {
    if (node.position) {
      const { start, end } = node.position;
      const range = { start: position(start.line, start.column), end: position(end.line, end.column) };
      switch (node.type) {
        case 'heading':
          outline.headings.push(slugger.slug(textOf(node)));
          break;
        case 'code': {
          const [, id] = /(?:^|\s)(?:id|exercise)=["']?([\w-]+)/.exec(node.meta ?? '') ?? [];
          if (id !== undefined) outline.examples.push(id);
          break;
        }
        case 'link':
        case 'definition':
          refer('link', node.url, range);
          if (node.type === 'definition') labels.add(node.identifier.toLowerCase());
          break;
        case 'image':
          refer('image', node.url, range);
          break;
        case 'footnoteDefinition':
          notes.set(node.identifier, rangeOf(range.start, `[^${node.label ?? node.identifier}]`.length));
          break;
        case 'footnoteReference':
          noted.add(node.identifier);
          break;
        case 'text':
          if (node.value.includes('[')) texts.push({ text: node.value, range });
          break;
        case 'mdxJsxFlowElement':
        case 'mdxJsxTextElement': {
          const [attribute, kind] = naming[node.name ?? ''] ?? [];
          for (const each of node.attributes)
            if (
              kind &&
              each.type === 'mdxJsxAttribute' &&
              each.name === attribute &&
              typeof each.value === 'string'
            )
              refer(kind, each.value, openingTag(range, each.value, lines));
        }
      }
    }
    if ('children' in node) for (const child of node.children) walk(child);
  };
  walk(root);

  for (const { text, range } of texts) {
    for (const [written, name = ''] of text.matchAll(/\[\^([^\]\s]+)\]/g))
      outline.problems.push(unknownNote(name, findLast(written, range, lines) ?? range, [...notes.keys()]));
    for (const [written, name = ''] of text.matchAll(/(?<=\[[^[\]]+\])\[([^[\]^]+)\]/g))
      outline.problems.push(unknownLabel(name, findLast(written, range, lines) ?? range, [...labels]));
  }
  for (const [name, range] of notes) if (!noted.has(name)) outline.problems.push(unusedNote(name, range));
  outline.problems.sort(byPosition);
  outline.examples = [...new Set(outline.examples)];
  return outline;
}

/** The words of a node, without marks. */
export function textOf(node: MdastNode): string {
  if ('children' in node) return node.children.map((child) => textOf(child)).join('');
  return node.type === 'text' || node.type === 'inlineCode' ? node.value : '';
}

/** Where `text` stands last in a range, in one line; an address follows what it is the address of. */
function findLast(text: string, { start, end }: Range, lines: readonly SourceLine[]): Range | undefined {
  if (text === '') return undefined;
  for (let line = end.line; line >= start.line; line--) {
    const whole = lines[line]?.text ?? '';
    const from = line === start.line ? start.column : 0;
    const column = whole.slice(0, line === end.line ? end.column : whole.length).lastIndexOf(text);
    if (column >= from) return rangeOf({ line, column }, text.length);
  }
  return undefined;
}

/** An element's range up to the first `value` in it: what it contains may say the same. */
function openingTag({ start, end }: Range, value: string, lines: readonly SourceLine[]): Range {
  for (let line = start.line; line <= end.line; line++) {
    const column = (lines[line]?.text ?? '').indexOf(value, line === start.line ? start.column : 0);
    if (column >= 0) return { start, end: { line, column: column + value.length } };
  }
  return { start, end };
}

function unknownNote(name: string, range: Range, known: readonly string[]): Problem {
  const meant = nearest(name, known);
  return {
    range,
    code: 'unknown-note',
    message: `There is no note \`${name}\`: the page shows the brackets.`,
    expected: `a line \`[^${name}]: …\`, or the name of a note that the text has`,
    found: `\`[^${name}]\``,
    advice: meant ? `Write: [^${meant}]` : `Add the note below the paragraph: [^${name}]: …`,
  };
}

function unusedNote(name: string, range: Range): Problem {
  return {
    range,
    code: 'unused-note',
    message: `Nothing refers to the note \`${name}\`: the page does not show it.`,
    expected: `\`[^${name}]\` in the text`,
    found: 'none',
    advice: `Write [^${name}] behind what the note is about, or remove the note.`,
  };
}

function unknownLabel(name: string, range: Range, known: readonly string[]): Problem {
  const meant = nearest(name, known);
  return {
    range,
    code: 'broken-link',
    message: `There is no address for \`[${name}]\`: the page shows the brackets.`,
    expected: `a line \`[${name}]: …\` with the address`,
    found: 'none',
    advice: meant ? `Write: [${meant}]` : `Add a line of its own: [${name}]: https://…`,
  };
}
