/** Where things lie on the page, so that tests can point at them. */
import type { Page } from 'playwright-core';
import { END_ROOM, GUTTER, layOut } from '../../../src/timeline/layout.ts';
import { arrange, type PictureOptions } from '../../../src/timeline/picture.ts';
import { derive } from '../../../src/trace/derive.ts';
import type { Trace } from '../../../src/trace/event.ts';
import type { TestWindow } from './page.ts';

/** The centre of an event's sign in the page's viewport, for a picture that shows the whole axis. */
export async function placeOf(
  page: Page,
  trace: Trace,
  seq: number,
  options: PictureOptions = { view: 'time' },
): Promise<{ x: number; y: number }> {
  const box = await stageBox(page);
  const narrow = (await page.locator('.timeline').evaluate((element) => element.clientWidth)) < 576;
  const picture = arrange(derive(trace), options);
  const margin = narrow ? 0 : GUTTER;
  const width = box.width - margin - END_ROOM;
  const layout = layOut(picture, { width, narrow });
  const { axis } = picture;
  const row = layout.rows[picture.rowOf[seq] ?? 0];
  return {
    x: box.x + margin + ((axis.left(seq) + axis.right(seq)) / 2 / axis.extent) * width,
    y: box.y + (row?.middle ?? 0),
  };
}

/** A place on the axis, at its height. */
export async function axisPlace(page: Page, share: number): Promise<{ x: number; y: number }> {
  const box = await stageBox(page);
  const narrow = (await page.locator('.timeline').evaluate((element) => element.clientWidth)) < 576;
  const margin = narrow ? 0 : GUTTER;
  return { x: box.x + margin + share * (box.width - margin - END_ROOM), y: box.y + 8 };
}

export async function stageBox(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator('.tl-stage').boundingBox();
  if (!box) throw new Error('There is no interactive timeline on the page.');
  return box;
}

export const seqOf = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as TestWindow).timeline.seq);

export const rangeOf = (page: Page): Promise<{ from: number; to: number }> =>
  page.evaluate(() => {
    const { from, to } = (window as unknown as TestWindow).timeline.range;
    return { from, to };
  });

/** Waits for the next two frames, in which all that was scheduled is painted. */
export const painted = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
