/** Which scripts of the built site need which others. */

/** Names of files of the site that a built script imports at once, and of those it imports when it needs them. */
export function importsOf(script: string): { statically: string[]; later: string[] } {
  const name = (path: string | undefined) => `_astro/${path}`;
  return {
    statically: [...script.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(([, path]) =>
      name(path),
    ),
    later: [...script.matchAll(/import\(\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(([, path]) => name(path)),
  };
}
