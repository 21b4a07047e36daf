/** "Predict first": the question about the book's program, asked before its first run and answered by it. */
import type { Store } from '../timeline/predict/memory.ts';
import type { Predict } from '../timeline/predict/mount.ts';
import type { Trace } from '../trace/event.ts';
import type { ExampleData } from './example-data.ts';
import { guessName } from './guess-score.ts';
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

/** Guesses are kept beside edits, with whether they were right; another version of the example asks again. */
function guessStore({ chapter, id, version }: Example): Store & { judge(right: boolean): void } {
  const name = guessName(chapter, id);
  return {
    getItem() {
      const entry = readKept(name, version);
      return entry?.version === version ? JSON.stringify(entry.value) : null;
    },
    setItem: (_key, text) => void keep(name, version, JSON.parse(text)),
    removeItem: () => forget(name, version),
    judge(right) {
      const entry = readKept(name, version);
      if (entry?.version === version) keep(name, version, { ...(entry.value as object), right });
    },
  };
}

/** Opens what the book says to a wrong guess: a fold with the class `why` right behind the example. */
function explanationOf(host: HTMLElement): (() => void) | undefined {
  const fold = host.closest('interleave-example')?.nextElementSibling;
  if (!(fold instanceof HTMLDetailsElement) || !fold.classList.contains('why')) return undefined;
  return () => {
    fold.open = true;
    fold.querySelector('summary')?.focus();
  };
}

/** Puts the question into `host`; undefined when the run is nothing that could be asked about. */
export async function askFirst(
  host: HTMLElement,
  { data, recording, onReady, onShowLine }: PredictionOptions,
): Promise<Predict | undefined> {
  const { derive, makeQuestion, makeValuesQuestion, mountPredict } = await import('./see-run.ts');
  const printed = printedLines(recording).map(({ text }) => text);
  const key = `${data.chapter}/${data.id}@${data.version}`;
  const question =
    data.predict === 'values' ? makeValuesQuestion(printed) : makeQuestion(printed, key, derive(recording));
  if (!question) return undefined;
  const store = guessStore(data);
  return mountPredict(host, {
    question,
    storageKey: key,
    storage: store,
    allowed: data.recorded ?? [],
    onReady,
    onShowLine,
    onExplain: explanationOf(host),
    onVerdict({ right }) {
      store.judge(right);
      host.dispatchEvent(new CustomEvent('guess-judged', { bubbles: true }));
    },
  });
}
