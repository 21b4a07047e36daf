import type { Snippet } from '../snippets/snippet.ts';

/** What a reader should know before running an example: a few words, and the reason where there is one. */
export interface Badge {
  text: string;
  title: string;
}

export function badgesOf(snippet: Snippet): Badge[] {
  const badges: Badge[] = [];
  if (snippet.mode === 'check-only')
    badges.push({ text: 'not run', title: snippet.reason ?? 'Checked for types only.' });
  if (snippet.host === 'node') badges.push({ text: 'Node only', title: 'A page cannot run this one.' });
  if (snippet.host === 'browser') badges.push({ text: 'browser only', title: 'Node cannot run this one.' });
  if (snippet.clock === 'real')
    badges.push({
      text: 'real clock',
      title: 'Timed by your computer’s clock; the numbers differ from run to run.',
    });
  if (snippet.typeErrors.length > 0) {
    const codes = [...new Set(snippet.typeErrors.map(({ code }) => `TS${code}`))].join(', ');
    badges.push({ text: codes, title: `TypeScript refuses this program: ${codes}.` });
  }
  switch (snippet.end.kind) {
    case 'throws':
      badges.push({
        text: `throws ${snippet.end.error ?? ''}`.trim(),
        title: 'Ends with an uncaught error.',
      });
      break;
    case 'rejects':
      badges.push({
        text: `rejects ${snippet.end.error ?? ''}`.trim(),
        title: 'A promise is rejected and nobody handles it.',
      });
      break;
    case 'exit':
      badges.push({
        text: `exit ${snippet.end.code}`,
        title: `The process ends with exit code ${snippet.end.code}.`,
      });
      break;
    case 'quiet':
      break;
  }
  return badges;
}
