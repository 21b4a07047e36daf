/** The drawings of recorded runs: those that stand open in a chapter, and those that are fetched when they are unfolded. */
import type { RunResult } from '../engine/protocol.ts';
import type { Snippet } from '../snippets/snippet.ts';
import { type RenderedTimeline, renderTimeline } from '../timeline/render.ts';
import { links } from './book-data.ts';
import { recordRun } from './recordings.ts';

/** A reader who is first to predict what a run does must not read it by accident. */
export const isPredicted = ({ predict, runnable }: Snippet): boolean => Boolean(predict && runnable);

/** Whether the drawing waits in a fold, as all do that are neither the point of their example nor its answer. */
export const isFolded = (snippet: Snippet): boolean => snippet.timeline !== 'open' || isPredicted(snippet);

/** The run that an example's timeline shows: where hosts differ, the one that the reader's own browser would repeat. */
export async function findTimelineRun(snippet: Snippet): Promise<RunResult | undefined> {
  return snippet.timeline === 'none'
    ? undefined
    : recordRun(snippet, snippet.host === 'node' ? 'node' : 'browser');
}

/** Drawings of this build: a chapter or its fold shows one, and so does the page of its runs in words. */
const drawn = new Map<string, Promise<RenderedTimeline | undefined>>();

/** @returns nothing for an example without a timeline, or without a run that it could show */
export function drawTimeline(snippet: Snippet): Promise<RenderedTimeline | undefined> {
  const name = `${snippet.chapter}/${snippet.id}`;
  let drawing = drawn.get(name);
  // While the book is being written, an example changes between two requests.
  if (!drawing || import.meta.env.DEV) {
    drawing = draw(snippet);
    drawn.set(name, drawing);
  }
  return drawing;
}

async function draw(snippet: Snippet): Promise<RenderedTimeline | undefined> {
  const run = await findTimelineRun(snippet);
  return (
    run &&
    renderTimeline(run.trace, {
      id: `timeline-${snippet.id}`,
      title: snippet.title ?? snippet.id,
      wordsHref: links.words(snippet.chapter, snippet.id),
    })
  );
}
