/** Finds the words of the glossary in a chapter: the first time each of them appears, it becomes a `<Term>`. */
import type { MdastNode, MdastPluginDefinition, PluginFactoryContext } from 'satteri';

export interface Word {
  id: string;
  /** `task`, or both halves of `stackful and stackless`. */
  term: string;
  /** Has an everyday sense, too: only where it is emphasised is it the word of the glossary. */
  everyday?: boolean;
}

export interface Found {
  id: string;
  /** Where it stands in the text, as it is written there: end exclusive, in UTF-16 code units. */
  start: number;
  end: number;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The leftmost word in a text that is not yet in `seen`, the longest one where two begin together. Plurals count; a part of
 * a longer word does not, and neither does a part of a name: `task-queue`, `Promise.all`.
 */
export function findWord(text: string, words: readonly Word[], seen: ReadonlySet<string>): Found | undefined {
  let best: Found | undefined;
  for (const { id, term } of words) {
    if (seen.has(id)) continue;
    const forms = term
      .split(' and ')
      .map((form) => escaped(form).replaceAll(' ', '\\s+'))
      .join('|');
    const match = new RegExp(`(?<![\\p{L}\\p{N}.-])(?:${forms})s?(?![\\p{L}\\p{N}-]|\\.\\p{L}|’)`, 'iu').exec(
      text,
    );
    if (!match) continue;
    const found = { id, start: match.index, end: match.index + match[0].length };
    const isBetter =
      !best || found.start < best.start || (found.start === best.start && found.end > best.end);
    if (isBetter) best = found;
  }
  return best;
}

/** The text in pieces; words that are found are added to `seen`. */
function split(text: string, words: readonly Word[], seen: Set<string>): MdastNode[] {
  const nodes: MdastNode[] = [];
  let rest = text;
  for (let found = findWord(rest, words, seen); found; found = findWord(rest, words, seen)) {
    const { id, start, end } = found;
    seen.add(id);
    if (start > 0) nodes.push({ type: 'text', value: rest.slice(0, start) });
    nodes.push({
      type: 'mdxJsxTextElement',
      name: 'Term',
      attributes: [{ type: 'mdxJsxAttribute', name: 'id', value: id }],
      children: [{ type: 'text', value: rest.slice(start, end) }],
    });
    rest = rest.slice(end);
  }
  if (rest) nodes.push({ type: 'text', value: rest });
  return nodes;
}

/**
 * The plugin for `satteri({ mdastPlugins: [termPlugin(readWords)] })`. Only paragraphs of chapters are looked at, and in them
 * plain and emphasised text: no headings, links or code. What stands under *Sources* are titles, and is left alone.
 * @param readWords called once a document
 */
export const termPlugin =
  (readWords: () => readonly Word[]) =>
  ({ fileURL, sourceFormat }: PluginFactoryContext): MdastPluginDefinition | undefined => {
    if (sourceFormat !== 'mdx' || !fileURL?.pathname.includes('/content/')) return undefined;
    const words = readWords();
    const certain = words.filter(({ everyday }) => !everyday);
    const seen = new Set<string>();
    let isInSources = false;
    return {
      name: 'interleave-terms',
      heading({ children: [first] }) {
        isInSources = first?.type === 'text' && first.value === 'Sources';
      },
      paragraph(paragraph, context) {
        if (isInSources) return;
        for (const child of paragraph.children) {
          const isEmphasised = child.type === 'emphasis' && child.children.length === 1;
          const node = isEmphasised ? child.children[0] : child;
          if (node?.type !== 'text') continue;
          const pieces = split(node.value, isEmphasised ? words : certain, seen);
          if (pieces.some(({ type }) => type === 'mdxJsxTextElement')) context.replaceNode(node, pieces);
        }
      },
    };
  };
