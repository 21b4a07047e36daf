import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { drawingStyle } from '../../src/timeline/drawing-style.ts';
import { layOut } from '../../src/timeline/layout.ts';
import { arrange } from '../../src/timeline/picture.ts';
import { renderTimeline } from '../../src/timeline/render.ts';
import { drawSvg } from '../../src/timeline/svg.ts';
import { cases, derived, traceOf } from '../trace/cases.ts';
import { generated } from '../trace/generate.ts';
import { Recorder } from '../trace/recorder.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const render = (name: string) => renderTimeline(traceOf(name), { id: 'one', title: name });

/** Colours of the light theme, so that the recorded drawings can be opened in a browser and looked at. */
const colours: Record<string, string> = {
  ground: '#fff',
  ink: '#1b2425',
  soft: '#54605f',
  grid: '#dce3e1',
  idle: '#87938f',
  run: '#0b5f63',
  'on-run': '#fff',
  wait: '#4a878a',
  micro: '#6b3f96',
  'micro-fill': '#e6dfed',
  timer: '#8f5200',
  net: '#2c5ca0',
  'net-fill': '#d4deec',
  error: '#a5301a',
  hatch: '#1b242522',
  density: '#b9bebd',
  mark: '#1b2425',
  'on-mark': '#fff',
};

describe('a drawing', () => {
  for (const name of ['one-after-another', 'all-at-once', 'standing-still', 'nobody-catches', 'given-up']) {
    test(`of ${name} is the one that was looked at`, () => {
      const style = `svg{font:450 11px monospace;background:#fff}\n${drawingStyle((colour) => colours[colour] ?? 'red')}`;
      const layout = layOut(arrange(derived(name), { view: 'time' }), { width: 640, narrow: false });
      const svg = drawSvg(layout, { id: 'drawing', title: name, desc: 'A recorded run.', width: { style } });
      const text = `${svg.replaceAll('><', '>\n<')}\n`;
      const file = new URL(`drawings/${name}.svg`, import.meta.url);
      if (process.env['UPDATE']) writeFileSync(file, text);
      assert.equal(text, readFileSync(file, 'utf8'));
    });
  }

  test('has a name and a description, and no script or style of its own', () => {
    const { svg, html } = render('one-after-another');
    assert.equal(svg.match(/<svg /g)?.length, 3);
    assert.equal(
      svg.match(/role="img" aria-labelledby="one-\w+-title" aria-describedby="one-summary"/g)?.length,
      3,
    );
    assert.match(svg, /<title id="one-roomy-title">Timeline of “one-after-another”<\/title>/);
    assert.match(html, /<p id="one-summary">The run took 610 ms/);
    assert.doesNotMatch(html, /<script|<style|\sstyle=|\son\w+=/);
  });

  test('has ids of its own, and refers to no others', () => {
    for (const [name] of cases) {
      const first = renderTimeline(traceOf(name), { id: 'a', title: name }).html;
      const second = renderTimeline(traceOf(name), { id: 'b', title: name }).html;
      const both = first + second;
      const ids = [...both.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length, `${name}: ids are unique`);
      for (const [, id] of both.matchAll(/(?:href="#|url\(#|describedby="|labelledby=")([^")]+)/g)) {
        assert.ok(ids.includes(id), `${name}: there is ${id}`);
      }
    }
  });

  test('fits into 8 kB when compressed', () => {
    for (const [name] of cases) {
      const size = gzipSync(render(name).svg).length;
      assert.ok(size <= 8 * 1024, `${name}: ${size} bytes`);
    }
  });

  test('shows what the program printed as text, never as markup', () => {
    const r = new Recorder();
    r.task('program');
    r.log('<img src=x onerror="alert(1)"> & <script>', 1);
    r.mark(1, '"><b>', 1);
    r.unhandled('</svg><script>alert(2)</script>');
    const { html } = renderTimeline(r.end(), { id: 'x', title: '<i>"' });
    assert.doesNotMatch(html, /<img|<script|<b>|<i>/);
  });

  test('of any run is well formed', () => {
    fc.assert(
      fc.property(generated, fc.constantFrom('time' as const, 'order' as const), ({ trace }, view) => {
        const { svg } = renderTimeline(trace, { id: 'x', title: 'any', view });
        assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
        const open: string[] = [];
        for (const [, close, tag, end] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/gi)) {
          if (close) assert.equal(open.pop(), tag);
          else if (!end) open.push(tag ?? '');
        }
        assert.deepEqual(open, []);
      }),
      { numRuns: 60 },
    );
  });
});

test('the stylesheet draws as the drawings that leave the page do', () => {
  const normal = (css: string) =>
    css
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,:]) ?/g, '$1')
      .replaceAll(';}', '}')
      .trim();
  const rules = normal(drawingStyle((name) => `var(--tl-${name})`))
    .split('}')
    .filter(Boolean);
  const sheet = normal(read('../../src/timeline/timeline.css'));
  for (const rule of rules) assert.ok(sheet.includes(`${rule}}`), `timeline.css has no ${rule}}`);
});

test('every colour the drawings use is defined in the stylesheet, also for forced colours', () => {
  const sheet = read('../../src/timeline/timeline.css');
  const [normal = '', forced = ''] = sheet.split('@media (forced-colors: active)');
  for (const name of Object.keys(colours)) {
    assert.match(normal, new RegExp(`--tl-${name}: `), `--tl-${name}`);
    assert.match(forced, new RegExp(`--tl-${name}: `), `--tl-${name} for forced colours`);
  }
});
