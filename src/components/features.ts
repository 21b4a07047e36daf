import type { Snippet } from '../snippets/snippet.ts';

/** What an example shows or asks, in words that the list of all examples can be narrowed down by. */
export function featuresOf(snippet: Snippet): string[] {
  const features: [string, boolean][] = [
    ['timeline', snippet.timeline !== 'none'],
    ['predict first', snippet.predict !== false],
    ['several files', snippet.files.filter(({ hidden }) => !hidden).length > 1],
    ['fails on purpose', snippet.end.kind !== 'quiet' || snippet.typeErrors.length > 0],
    [
      'more than one right output',
      snippet.expectations.some(({ segments }) => segments.some(({ kind }) => kind !== 'exact')),
    ],
    ['Node only', snippet.host === 'node'],
    ['browser only', snippet.host === 'browser'],
    ['real clock', snippet.clock === 'real'],
  ];
  return features.filter(([, has]) => has).map(([name]) => name);
}
