/**
 * Whether timelines are as light and as quick as they must be: sizes, the first interactive draw of 1,000 events, and
 * frames per second while 100,000 events are panned and zoomed in headless Chromium. Exits with 1 when a limit is missed.
 */

import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { renderTimeline } from '../../src/timeline/render.ts';
import { bundle, openStage, type TestWindow } from '../timeline/support/page.ts';
import { workers } from '../timeline/support/traces.ts';
import { cases } from '../trace/cases.ts';

const LIMITS = { script: 45, svg: 8, firstDraw: 100, fps: 50 };
const root = fileURLToPath(new URL('../../', import.meta.url));
let missed = false;

function report(what: string, value: number, unit: string, limit: number, atMost = true): void {
  const fine = atMost ? value <= limit : value >= limit;
  missed ||= !fine;
  const digits = value < 10 ? 2 : 1;
  console.log(
    `${fine ? '  ' : '! '}${what.padEnd(52)} ${value.toFixed(digits).padStart(8)} ${unit.padEnd(5)} ${atMost ? '≤' : '≥'} ${limit}`,
  );
}
const kilobytes = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).length / 1024;

const script = await bundle("export * from './src/timeline/interactive/mount.ts'", {
  minify: true,
  format: 'esm',
});
const predict = await bundle("export * from './src/timeline/predict/mount.ts'", {
  minify: true,
  format: 'esm',
});
const { outputFiles } = await build({
  entryPoints: [`${root}src/timeline/timeline.css`],
  minify: true,
  write: false,
});
report('script, gzip', kilobytes(script), 'kB', LIMITS.script);
console.log(
  `  predict, gzip: ${kilobytes(predict).toFixed(1)} kB; stylesheet, gzip: ${kilobytes(outputFiles[0]?.contents ?? '').toFixed(1)} kB`,
);
for (const [name, trace] of cases) {
  report(
    `static drawing of ${name}, gzip`,
    kilobytes(renderTimeline(trace, { id: 'example', title: name }).svg),
    'kB',
    LIMITS.svg,
  );
}

const stage = await openStage();
await stage.visit({ traces: { few: workers(1_000), many: workers(100_000) } }, async ({ page, mount }) => {
  const first = await page.evaluate(async () => {
    const w = window as unknown as TestWindow;
    const host = document.querySelector<HTMLElement>('[data-region=timeline]');
    const trace = w.traces['few'];
    if (!host || !trace) throw new Error('nothing to draw');
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      const timeline = w.mountTimeline(host, { trace, title: 'few' });
      // The frame after the one in which it is painted.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      times.push(performance.now() - start);
      timeline.destroy();
    }
    return times;
  });
  const [cold = 0] = first;
  report('first interactive draw of 1,000 events, cold', cold, 'ms', LIMITS.firstDraw);
  console.log(
    `  again: ${first
      .slice(1)
      .map((ms) => ms.toFixed(0))
      .join(', ')} ms`,
  );

  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** Seconds the page's thread was really at work: tells our own cost from that of a busy machine. */
  const busy = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const began = Date.now();
  await mount({ trace: 'many' });
  console.log(`  mounting 100,000 events: ${Date.now() - began} ms`);
  const views = ['Time', 'Order'];
  for (const view of views) {
    await page.getByRole('button', { name: view, exact: true }).click();
    await page.waitForTimeout(500);
    const before = await busy();
    const frames = await page.evaluate(async () => {
      const stage = document.querySelector<HTMLElement>('.tl-stage');
      if (!stage) throw new Error('no stage');
      const box = stage.getBoundingClientRect();
      const y = box.top + 200;
      const wheel = (deltaY: number, x: number) =>
        stage.dispatchEvent(
          new WheelEvent('wheel', {
            deltaY,
            ctrlKey: true,
            clientX: box.left + x,
            clientY: y,
            bubbles: true,
            cancelable: true,
          }),
        );
      const slide = (deltaX: number) =>
        stage.dispatchEvent(
          new WheelEvent('wheel', {
            deltaX,
            clientX: box.left + 300,
            clientY: y,
            bubbles: true,
            cancelable: true,
          }),
        );
      const gaps: { zoom: number[]; pan: number[] } = { zoom: [], pan: [] };
      const record = (into: number[], count: number, act: (i: number) => void) =>
        new Promise<void>((resolve) => {
          let last = 0;
          let i = 0;
          const tick = (time: number) => {
            if (last > 0) into.push(time - last);
            last = time;
            if (i >= count) return resolve();
            act(i++);
            requestAnimationFrame(tick);
          };
          requestAnimationFrame(tick);
        });
      // In by 2,000 times and out again; then sideways at three scales.
      await record(gaps.zoom, 120, (i) => wheel(i < 60 ? -30 : 30, 400));
      for (const steps of [4, 12, 24]) {
        for (let i = 0; i < steps; i++) wheel(-30, 400);
        await record(gaps.pan, 60, (i) => slide(i % 30 < 15 ? 18 : -18));
      }
      return gaps;
    });
    const spent = ((await busy()) - before) * 1000;
    const count = frames.zoom.length + frames.pan.length;
    console.log(`  ${view.toLowerCase()} view: ${(spent / count).toFixed(1)} ms of work per frame`);
    for (const [what, gaps] of Object.entries(frames)) {
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      const dropped = gaps.filter((gap) => gap > 25).length;
      report(`100,000 events, ${view.toLowerCase()} view, ${what}`, 1000 / mean, 'fps', LIMITS.fps, false);
      console.log(`  longest frame ${Math.max(...gaps).toFixed(0)} ms, dropped ${dropped} of ${gaps.length}`);
    }
  }
});
await stage.close();
if (missed) process.exitCode = 1;
