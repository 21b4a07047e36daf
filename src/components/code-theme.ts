import type { ShikiTransformer, ThemeRegistration } from 'shiki';

/**
 * The book's colours for code. They are CSS variables (`styles/tokens.css`), so one rendering serves light and dark, and
 * the editor can use the same ones.
 */
const rules: [colour: string, scopes: string[]][] = [
  ['comment', ['comment', 'punctuation.definition.comment']],
  [
    'keyword',
    [
      'keyword',
      'storage',
      'variable.language',
      'constant.language',
      'keyword.operator.new',
      'keyword.operator.expression',
      'entity.name.tag',
    ],
  ],
  ['string', ['string', 'punctuation.definition.string', 'markup.inline']],
  ['number', ['constant.numeric', 'constant.language.boolean', 'string.regexp', 'constant.character.escape']],
  ['function', ['entity.name.function', 'support.function', 'meta.function-call.generic']],
  [
    'type',
    [
      'entity.name.type',
      'entity.name.class',
      'support.type',
      'support.class',
      'entity.other.inherited-class',
    ],
  ],
  [
    'punctuation',
    [
      'punctuation',
      'keyword.operator',
      'meta.brace',
      'storage.type.function.arrow',
      'punctuation.definition.block',
    ],
  ],
  [
    'plain',
    [
      'support.type.property-name',
      'meta.template.expression',
      'punctuation.section.embedded',
      'support.variable',
    ],
  ],
];

export const codeTheme: ThemeRegistration = {
  name: 'interleave',
  type: 'light',
  fg: 'var(--code-plain)',
  bg: 'var(--code-panel)',
  settings: [
    { settings: { foreground: 'var(--code-plain)', background: 'var(--code-panel)' } },
    ...rules.map(([colour, scope]) => ({ scope, settings: { foreground: `var(--code-${colour})` } })),
  ],
};

/** The places where a function hands control back: the book's subject, so they have a colour of their own. */
const switches = new Set(['await', 'yield']);

/** What is set as code is by itself. */
const unmarked = new Set(['plain', 'punctuation']);

/** Turns inline colours into classes: shorter pages, and nothing to override. */
export const coloursToClasses: ShikiTransformer = {
  name: 'interleave:colours-to-classes',
  pre(node) {
    delete node.properties['style'];
    node.properties['class'] = 'code';
  },
  span(node) {
    const [, colour] = /^color:\s*var\(--code-([a-z]+)\)/.exec(String(node.properties['style'] ?? '')) ?? [];
    delete node.properties['style'];
    const [text] = node.children;
    const isSwitch = text?.type === 'text' && colour === 'keyword' && switches.has(text.value.trim());
    if (isSwitch) node.properties['class'] = 'c-switch';
    else if (colour && !unmarked.has(colour)) node.properties['class'] = `c-${colour}`;
  },
  line(node) {
    // What has no colour of its own needs no element: a third of a page of code is punctuation.
    const merged: typeof node.children = [];
    for (const child of node.children) {
      const bare = child.type === 'element' && !child.properties['class'] ? child.children[0] : child;
      const last = merged.at(-1);
      if (bare?.type === 'text' && last?.type === 'text') last.value += bare.value;
      else if (bare) merged.push(bare);
    }
    node.children = merged;
  },
};
