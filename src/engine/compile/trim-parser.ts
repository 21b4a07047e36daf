/**
 * Leaves out of the bundled parser what it brings for other languages (Flow, JSX, ESTree): a fifth of the compiler,
 * for which a page that runs examples should not pay.
 */

/** The parser's main file, as bundlers name it. */
export const parserFile = /@babel[\\/]parser[\\/]lib[\\/]index\.js$/;

const plugins =
  /const mixinPlugins = \{\s*estree,\s*jsx,\s*flow,\s*typescript,\s*v8intrinsic,\s*placeholders\s*\};/;

/** The parser's source with the TypeScript plugin alone. Throws when the parser no longer looks as expected. */
export function trimParser(source: string): string {
  if (!plugins.test(source))
    throw new Error('@babel/parser has changed: look for its table of plugins again.');
  return source.replace(plugins, 'const mixinPlugins = { typescript };');
}
