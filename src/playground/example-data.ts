/** What a page must know to run, edit and download one of its examples: one JSON file per example, fetched on first use. */
import type { CompiledProgram } from '../engine/protocol.ts';
import type { ChosenOptions } from '../sandbox/validate.ts';
import type { ExpectedSegment, Prediction } from '../snippets/snippet.ts';

export interface ExampleFile {
  name: string;
  code: string;
  /** Folded away in the page, shown as a tab only when the reader asks; it runs all the same. */
  hidden: boolean;
  /** 0-based lines `[first, last]` that the editor keeps from changing. */
  readOnly: [first: number, last: number][];
  /** 1-based line of the chapter at which it begins; absent for what is not the book's. */
  line?: number;
}

/** An expected segment without its place in the chapter. */
export type RecordedSegment = ExpectedSegment extends infer S
  ? S extends ExpectedSegment
    ? Omit<S, 'fence' | 'lineStarts'>
    : never
  : never;

export interface ExampleData {
  chapter: string;
  id: string;
  title?: string;
  /** Changes whenever the example's files do. */
  version: string;
  entry: string;
  files: ExampleFile[];
  options: ChosenOptions;
  /** Where the code host lets anybody edit its chapter; absent for what is not the book's. */
  edit?: string;
  /** What the reader is asked before its first run. */
  predict: false | Prediction;
  /** The unedited program, compiled at build; absent when it does not compile. */
  compiled?: CompiledProgram;
  /** What it prints, as the book says; absent when the book says nothing that a browser could repeat. */
  recorded?: RecordedSegment[];
  /** Where it comes from when it is none of the book's: such an example has no recorded run, and no words about the book. */
  origin?: { kind: 'empty' | 'link'; from?: { chapter: string; id: string } };
}

const loaded = new Map<string, Promise<ExampleData>>();

/**
 * Fetches an example's data, once per page.
 * @throws Error for the reader when it cannot be had
 */
export function loadExample(url: string): Promise<ExampleData> {
  let data = loaded.get(url);
  if (!data) {
    data = fetchExample(url);
    data.catch(() => loaded.delete(url));
    loaded.set(url, data);
  }
  return data;
}

/** Has `loadExample` give this data out for an address that nobody serves. */
export function provideExample(url: string, data: ExampleData): void {
  loaded.set(url, Promise.resolve(data));
}

async function fetchExample(url: string): Promise<ExampleData> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new Error('This example could not be loaded. Check the connection and try again.');
  return (await response.json()) as ExampleData;
}
