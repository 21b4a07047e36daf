/** The editor in the book's colours: custom properties, so that light and dark follow the page without a new theme. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The classes that the static code has. */
const highlighting = HighlightStyle.define([
  { tag: tags.keyword, class: 'c-keyword' },
  { tag: [tags.number, tags.bool, tags.regexp, tags.escape], class: 'c-number' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'c-function' },
  { tag: [tags.typeName, tags.className], class: 'c-type' },
  { tag: [tags.string, tags.special(tags.string)], class: 'c-string' },
  { tag: [tags.punctuation, tags.operator], class: 'c-punctuation' },
  { tag: tags.comment, class: 'c-comment' },
]);

export const theme: Extension = [
  syntaxHighlighting(highlighting),
  EditorView.theme({
    // No background: it would cover the ring around the editor that has the focus.
    '&': { color: 'var(--code-plain)' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit' },
    '.cm-content': { caretColor: 'var(--accent)' },
    '.cm-activeLine': { backgroundColor: 'transparent' },
    '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--code-active)' },
    '&.cm-focused .cm-matchingBracket, &.cm-focused .cm-nonmatchingBracket, .cm-matchingBracket, .cm-nonmatchingBracket':
      { color: 'inherit', backgroundColor: 'color-mix(in oklab, currentcolor 25%, transparent)' },
  }),
];
