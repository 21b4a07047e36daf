/** "Predict first": the question about the book's program, asked before its first run and answered by it. */
import type { Predict } from '../timeline/predict/mount.ts';
import type { Trace } from '../trace/event.ts';
import type { ExampleData } from './example-data.ts';
import { printedLines } from './recorded-run.ts';

export interface PredictionOptions {
  data: ExampleData;
  /** The book's own run. */
  recording: Trace;
  /** The reader has answered, or does not want to. */
  onReady(): void;
  /** The reader wants to see when a line was printed. */
  onShowLine(line: number): void;
}

/** Where a guess is remembered: another version of the example asks again. */
export const guessKey = ({ chapter, id, version }: Pick<ExampleData, 'chapter' | 'id' | 'version'>) =>
  `interleave:guess:1:${chapter}/${id}@${version}`;

/** Puts the question into `host`; undefined when the run is nothing that could be asked about. */
export async function askFirst(
  host: HTMLElement,
  { data, recording, onReady, onShowLine }: PredictionOptions,
): Promise<Predict | undefined> {
  const { derive, makeQuestion, mountPredict } = await import('./see-run.ts');
  const printed = printedLines(recording).map(({ text }) => text);
  const key = guessKey(data);
  const question = makeQuestion(printed, key, derive(recording));
  if (!question) return undefined;
  return mountPredict(host, {
    question,
    storageKey: key,
    allowed: data.recorded ?? [],
    onReady,
    onShowLine,
  });
}
