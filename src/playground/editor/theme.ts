/** Sandpack in the book's colours: custom properties, so that light and dark follow the page without a new theme. */
import type { SandpackTheme } from '@codesandbox/sandpack-react';

export const sandpackTheme: SandpackTheme = {
  colors: {
    surface1: 'var(--code-panel)',
    surface2: 'var(--line)',
    surface3: 'var(--code-active)',
    disabled: 'var(--ink-soft)',
    base: 'var(--code-plain)',
    clickable: 'var(--ink-soft)',
    hover: 'var(--ink)',
    accent: 'var(--accent)',
    error: 'var(--error)',
    errorSurface: 'var(--error-surface)',
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
    body: 'var(--font-code)',
    mono: 'var(--font-code)',
    size: 'var(--code-size)',
    lineHeight: 'var(--code-leading)',
  },
};
