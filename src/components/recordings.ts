import type { OutputLine } from '../engine/protocol.ts';
import type { Snippet } from '../snippets/snippet.ts';
/** placeholder until the engine's Node host is there */
export async function recordingOf(_snippet: Snippet): Promise<OutputLine[] | undefined> {
  return undefined;
}
