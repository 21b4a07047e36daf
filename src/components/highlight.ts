import { createHighlighter, type ShikiTransformer } from 'shiki';
import type { SnippetFile } from '../snippets/snippet.ts';
import { codeTheme, coloursToClasses } from './code-theme.ts';
import { KeptTexts, versionOf } from './kept-on-disk.ts';

/** A file is shown in its chapter and in its frame for other pages. */
const highlighted = new Map<string, Promise<string>>();
const kept = new KeptTexts('highlighted');
let version: Promise<string> | undefined;
let highlighter: ReturnType<typeof createHighlighter> | undefined;

/**
 * A file of an example as highlighted HTML: one `<pre>` with a `.line` per line, in which read-only lines are `.read-only`
 * and lines with an announced type error are `.type-error`.
 * @param typeErrorLines 0-based lines of the announcements; the error is on the line after each
 */
export function highlightFile(file: SnippetFile, typeErrorLines: number[] = []): Promise<string> {
  const key = JSON.stringify([file.code, file.readOnly, typeErrorLines]);
  let html = highlighted.get(key);
  if (!html) {
    version ??= versionOf(['src/components/{highlight,code-theme}.ts', 'node_modules/shiki/package.json']);
    html = version.then((made) => kept.get([key, made], () => highlight(file, typeErrorLines)));
    highlighted.set(key, html);
  }
  return html;
}

async function highlight(file: SnippetFile, typeErrorLines: number[]): Promise<string> {
  highlighter ??= createHighlighter({ themes: [codeTheme], langs: ['typescript'] });
  const mark: ShikiTransformer = {
    name: 'interleave:mark-lines',
    line(node, number) {
      const line = number - 1;
      if (file.readOnly.some(([first, last]) => first <= line && line <= last))
        this.addClassToHast(node, 'read-only');
      if (typeErrorLines.includes(line - 1)) this.addClassToHast(node, 'type-error');
    },
  };
  return (await highlighter).codeToHtml(file.code, {
    lang: 'typescript',
    theme: codeTheme.name ?? '',
    // Shiki gives up on a line after half a second, which the first line of a cold build can take.
    tokenizeTimeLimit: 0,
    transformers: [coloursToClasses, mark],
  });
}
