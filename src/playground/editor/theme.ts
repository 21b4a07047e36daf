/** Sandpack in the book's colours: custom properties, so that light and dark follow the page without a new theme. */
import type { SandpackTheme } from '@codesandbox/sandpack-react';

export const sandpackTheme: SandpackTheme = {
  colors: {
    surface1: 'var(--code-panel)',
    surface2: 'var(--rule)',
    surface3: 'color-mix(in oklab, var(--code-panel), var(--ink) 5%)',
    disabled: 'var(--ink-soft)',
    base: 'var(--code-plain)',
    clickable: 'var(--ink-soft)',
    hover: 'var(--ink)',
    accent: 'var(--accent)',
    error: 'var(--failure)',
    errorSurface: 'color-mix(in oklab, var(--code-panel), var(--failure) 14%)',
  },
  syntax: {
    plain: 'var(--code-plain)',
    comment: 'var(--code-comment)',
    keyword: 'var(--code-keyword)',
    definition: 'var(--code-function)',
    punctuation: 'var(--code-punctuation)',
    property: 'var(--code-plain)',
    tag: 'var(--code-type)',
    static: 'var(--code-number)',
    string: 'var(--code-string)',
  },
  font: {
    body: 'inherit',
    mono: 'var(--mono)',
    size: '0.875rem',
    lineHeight: '1.62',
  },
};
