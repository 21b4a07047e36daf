/**
 * Bundler plugins (Vite's and esbuild's) that leave out what the parser brings for other languages: Flow, JSX, ESTree.
 * They are a fifth of it, and a page that runs examples should not pay for them.
 */
import { readFile } from 'node:fs/promises';

const parserFile = /@babel[\\/]parser[\\/]lib[\\/]index\.js$/;
const plugins =
  /const mixinPlugins = \{\s*estree,\s*jsx,\s*flow,\s*typescript,\s*v8intrinsic,\s*placeholders\s*\};/;

/** The parser's source with the TypeScript plugin alone. Throws when the parser no longer looks as expected. */
export function trimParser(source: string): string {
  if (!plugins.test(source))
    throw new Error('@babel/parser has changed: look for its table of plugins again.');
  return source.replace(plugins, 'const mixinPlugins = { typescript };');
}

/** For `vite.plugins`. */
export function trimParserInVite(): {
  name: string;
  enforce: 'pre';
  transform(code: string, id: string): { code: string; map: null } | undefined;
} {
  return {
    name: 'trim-parser',
    enforce: 'pre',
    transform: (code, id) =>
      parserFile.test(id.split('?', 1)[0] ?? '') ? { code: trimParser(code), map: null } : undefined,
  };
}

/** For esbuild's `plugins`. */
export const trimParserInEsbuild = {
  name: 'trim-parser',
  setup(build: {
    onLoad(
      options: { filter: RegExp },
      load: (file: { path: string }) => Promise<{ contents: string; loader: 'js' }>,
    ): void;
  }): void {
    build.onLoad({ filter: parserFile }, async ({ path }) => ({
      contents: trimParser(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};
