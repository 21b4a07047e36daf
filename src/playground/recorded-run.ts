/** The book's own run of an example, as it was recorded when the site was built: fetched when somebody wants to step through it. */

import type { Trace } from '../trace/event.ts';
import { outputOf } from '../trace/output.ts';

/** The address of the recording, beside that of the example's data. */
export const recordingUrl = (dataUrl: string) => dataUrl.replace(/\.json$/, '.trace.json');

const loaded = new Map<string, Promise<Trace>>();

/**
 * Fetches the recorded run, once per page.
 * @param dataUrl where the example's data is
 * @throws Error for the reader when it cannot be had
 */
export function loadRecording(dataUrl: string): Promise<Trace> {
  let trace = loaded.get(dataUrl);
  if (!trace) {
    trace = fetchTrace(recordingUrl(dataUrl));
    trace.catch(() => loaded.delete(dataUrl));
    loaded.set(dataUrl, trace);
  }
  return trace;
}

async function fetchTrace(url: string): Promise<Trace> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok)
    throw new Error('The recorded run could not be loaded. Check the connection and try again.');
  const trace: Trace | null = await response.json();
  if (!trace) throw new Error('The book has no recorded run of this example.');
  return trace;
}

/** What a run printed, line by line, each with the index of the call of the console that printed it. */
export function printedLines(trace: Trace): { text: string; call: number }[] {
  return outputOf(trace).flatMap(({ text }, call) => text.split('\n').map((line) => ({ text: line, call })));
}
