/**
 * Printed lines on their way out. What is kept depends only on the run's limits, so it is the same everywhere; how soon
 * it is posted depends on real time. A line should be out before the program can hang, but a program that prints without
 * end must not flood the page: the first lines of a task leave at once, as long as there is a token left, the rest together.
 */
import type { OutputLine } from '../protocol.ts';
import { list, min, stringSlice } from './primordials.ts';

/** Lines of one task that are posted one by one. */
const promptLines = 50;
/** Messages that may leave in a burst, and per real ms in the long run. */
const burst = 400;
const refill = 0.2;
/** Real ms after which waiting lines leave. */
const patience = 5;
/** A message never has more lines. */
const batch = 400;
/** UTF-16 code units of one line. */
const lineLength = 20_000;

export interface OutputOptions {
  maxLines: number;
  maxOutput: number;
  /** Real ms. */
  clock(): number;
  post(lines: OutputLine[], dropped: number): void;
}

export interface Output {
  print(line: OutputLine): void;
  /** A new task begins: its first lines leave at once again. */
  beginTask(): void;
  /** Posts what waits, if it has waited long enough. */
  settle(): void;
  flush(): void;
  /** Which limit has been reached, if any. */
  reached(): 'lines' | 'output' | undefined;
}

export function createOutput({ maxLines, maxOutput, clock, post }: OutputOptions): Output {
  let lines = 0;
  let characters = 0;
  let dropped = 0;
  let reported = 0;
  let full: 'lines' | 'output' | undefined;
  let waiting = list<OutputLine>();
  let prompt = promptLines;
  let tokens = burst;
  let refilledAt = clock();
  let postedAt = refilledAt;

  function flush() {
    if (waiting.length === 0 && dropped === reported) return;
    const sent = waiting;
    waiting = list();
    reported = dropped;
    postedAt = clock();
    post(sent, dropped);
  }

  function takeToken(): boolean {
    const now = clock();
    tokens = min(burst, tokens + (now - refilledAt) * refill);
    refilledAt = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  }

  function settle() {
    if (clock() - postedAt >= patience || waiting.length >= batch) flush();
  }

  return {
    print(line) {
      if (line.text.length > lineLength) line.text = `${stringSlice(line.text, 0, lineLength - 1)}…`;
      if (full === undefined) {
        if (lines >= maxLines) full = 'lines';
        else if (characters + line.text.length > maxOutput) full = 'output';
      }
      if (full !== undefined) {
        dropped++;
        // Nobody needs every step of this count, only that it goes on.
        if ((dropped & 1023) === 1) settle();
        return;
      }
      lines++;
      characters += line.text.length;
      waiting[waiting.length] = line;
      if (prompt > 0 && takeToken()) {
        prompt--;
        flush();
      } else settle();
    },
    beginTask() {
      prompt = promptLines;
    },
    settle,
    flush,
    reached: () => full,
  };
}
