import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';

type ProsePlugin = NonNullable<SatteriProcessorOptions['hastPlugins']>[number];

/** First words that say what a paragraph asks of its reader. */
const cues = new Set(['Predict', 'Vary', 'Rule']);

/**
 * A paragraph that begins with **Predict.**, **Vary.** or **Rule.** gets `data-cue`, so that the page can set these apart
 * without a mark of their own in the text.
 */
export const markCues = {
  name: 'interleave-cues',
  element: {
    filter: ['p'],
    visit(node, context) {
      const [first] = node.children;
      if (first?.type !== 'element' || first.tagName !== 'strong') return;
      const cue = context.textContent(first).replace(/\.$/, '');
      if (cues.has(cue)) context.setProperty(node, 'data-cue', cue.toLowerCase());
    },
  },
} satisfies ProsePlugin;

/** `610 ms` with a space that does not break. @example keepTogether('after 610 ms.') // 'after 610\u00a0ms.' */
export function keepTogether(text: string): string {
  return text.replace(/(\d) (?=(?:ms|s|kB|MB|Hz)\b)/g, '$1\u00a0');
}

/** A number stays on one line with its unit. Headings are left alone: their addresses are made of their words. */
export const keepUnits = {
  name: 'interleave-units',
  element: {
    filter: ['p', 'li', 'td', 'em', 'strong', 'summary'],
    visit(node, context) {
      for (const child of node.children) {
        if (child.type !== 'text') continue;
        const value = keepTogether(child.value);
        if (value !== child.value) context.replaceNode(child, { type: 'text', value });
      }
    },
  },
} satisfies ProsePlugin;
