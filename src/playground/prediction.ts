/** "Predict first": the question about the book's program, asked before its first run and answered by it. */
import type { Predict } from '../timeline/predict/mount.ts';
import type { Trace } from '../trace/event.ts';
import type { ExampleData } from './example-data.ts';
import { forget, keep, readKept } from './kept-store.ts';
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

type Example = Pick<ExampleData, 'chapter' | 'id' | 'version'>;

/** Guesses are kept beside edits; another version of the example asks again. */
function guessStore({ chapter, id, version }: Example): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const name = { kind: 'guess', chapter, id };
  return {
    getItem() {
      const entry = readKept(name, version);
      return entry?.version === version ? JSON.stringify(entry.value) : null;
    },
    setItem: (_key, text) => void keep(name, version, JSON.parse(text)),
    removeItem: () => forget(name, version),
  };
}

/** Puts the question into `host`; undefined when the run is nothing that could be asked about. */
export async function askFirst(
  host: HTMLElement,
  { data, recording, onReady, onShowLine }: PredictionOptions,
): Promise<Predict | undefined> {
  const { derive, makeQuestion, mountPredict } = await import('./see-run.ts');
  const printed = printedLines(recording).map(({ text }) => text);
  const key = `${data.chapter}/${data.id}@${data.version}`;
  const question = makeQuestion(printed, key, derive(recording));
  if (!question) return undefined;
  return mountPredict(host, {
    question,
    storageKey: key,
    storage: guessStore(data),
    allowed: data.recorded ?? [],
    onReady,
    onShowLine,
  });
}
