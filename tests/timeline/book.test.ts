/** The timelines of what the book really runs: its examples, and the ordering programs of the engine. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { closePool, run } from '../../src/engine/hosts/node.ts';
import { extract } from '../../src/snippets/extract.ts';
import type { Snippet } from '../../src/snippets/snippet.ts';
import { layOut } from '../../src/timeline/layout.ts';
import { arrange, type Picture } from '../../src/timeline/picture.ts';
import { makeQuestion, makeValuesQuestion } from '../../src/timeline/predict/question.ts';
import { renderTimeline } from '../../src/timeline/render.ts';
import { type Derived, derive } from '../../src/trace/derive.ts';
import type { Trace } from '../../src/trace/event.ts';
import { worldFilesFor } from '../../src/worlds/index.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import { readOrderingPrograms } from '../support/engine-programs.ts';
import { asProgram } from '../support/engine-runs.ts';
import { kinds, thereAndBack } from './support/stepping.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const snippets = globSync('content/*/*.mdx', { cwd: root })
  .sort()
  .flatMap((path) => extract({ path, source: readFileSync(root + path, 'utf8') }).snippets)
  .filter(({ mode }) => mode === 'run');

const traces = new Map<string, Trace>();
const sources = engineSources();

async function record({ chapter, id, files, entry, host, seed }: Snippet): Promise<void> {
  const own = Object.fromEntries(files.map(({ name, code }) => [name, code]));
  const { trace } = await run(
    { entry, files: { ...worldFilesFor(own, sources), ...own } },
    { clock: 'virtual', seed, flavour: host === 'node' ? 'node' : 'browser' },
  );
  traces.set(`${chapter}/${id}`, trace);
}

before(async () => {
  for (const snippet of snippets) await record(snippet);
});
after(closePool);

function traceOf(id: string, chapter = 'waiting'): Trace {
  const trace = traces.get(`${chapter}/${id}`);
  assert.ok(trace, `${chapter} has an example ${id}`);
  return trace;
}
const inTime = (id: string): { run: Derived; picture: Picture } => {
  const derived = derive(traceOf(id));
  return { run: derived, picture: arrange(derived, { view: 'time' }) };
};

describe('the timelines of chapter 1', () => {
  test('one after another: a staircase of requests under a nearly empty program', () => {
    const { run, picture } = inTime('one-after-another');
    const [program] = picture.rows;
    const busy = (program?.bars ?? []).reduce((sum, { from, to }) => sum + to - from, 0);
    assert.ok(busy < run.duration / 100, `the program runs for ${busy} ms of ${run.duration}`);
    const stairs = picture.rows
      .filter(({ kind }) => kind === 'server')
      .map(({ bars }) => bars.find(({ look }) => look === 'started'));
    assert.equal(stairs.length, 5);
    for (const [i, bar] of stairs.entries()) {
      const next = stairs[i + 1];
      if (next)
        assert.ok(Math.abs(next.from - (bar?.to ?? -1)) < 1, 'each begins when the one before is over');
    }
    assert.equal(picture.links.length, 4, 'each had to wait for the one before');
  });

  test('all at once: five bars beside each other, and still one thread', () => {
    const { picture } = inTime('all-at-once');
    const bars = picture.rows
      .filter(({ kind }) => kind === 'server')
      .map(({ bars }) => bars.find(({ look }) => look === 'started'));
    assert.deepEqual(
      bars.map((bar) => Math.round((bar?.to ?? 0) - (bar?.from ?? 0))),
      [120, 80, 200, 60, 150],
    );
    assert.ok(bars.every((bar) => (bar?.from ?? 9) < 1));
    assert.equal(picture.rows.filter(({ kind }) => kind === 'program').length, 1);
    assert.equal(picture.links.length, 0, 'none had to wait for another');
  });

  test('standing still: the stretch in which nothing else could run, and how long it was', () => {
    const { picture } = inTime('standing-still');
    assert.equal(picture.blocked.length, 1);
    const [ticker] = picture.rows.filter(({ kind }) => kind === 'timers');
    assert.deepEqual(
      ticker?.points.map(({ sign, at }) => [sign, Math.round(at)]),
      [
        ['fired', 50],
        ['fired', 100],
        ['fired', 150],
        ['due', 200],
        ['fired', 360],
        ['cleared', 380],
      ],
    );
    const layout = layOut(picture, { width: 600, narrow: false });
    assert.ok(
      layout.texts.some(({ text }) => /^180(\.\d+)? ms: nothing else can run$/.test(text)),
      layout.texts.map(({ text }) => text).join(),
    );
  });

  test('a dependency: two arrows leave the dollar’s answer', () => {
    const { run, picture } = inTime('a-dependency');
    const name = (seq: number) => {
      const event = run.trace.events[seq];
      const story =
        event && 'request' in event
          ? run.requests.all[run.requests.indexOf.get(event.request) ?? -1]
          : undefined;
      return story?.url.slice(-3);
    };
    assert.deepEqual(
      picture.links.map(({ fromSeq, toSeq }) => [name(fromSeq), name(toSeq)]),
      [
        ['USD', 'PLN'],
        ['USD', 'NOK'],
      ],
    );
  });

  test('each fits into 8 kB when compressed', () => {
    for (const { id, title = id } of snippets.filter(
      ({ timeline, chapter }) => timeline !== 'none' && chapter === 'waiting',
    )) {
      const size = gzipSync(renderTimeline(traceOf(id), { id, title }).svg).length;
      assert.ok(size <= 8 * 1024, `${id}: ${size} bytes`);
    }
  });

  test('where it asks for a prediction there is something to ask', () => {
    const asked = snippets.filter(({ predict, clock }) => predict && clock === 'virtual');
    assert.ok(asked.length >= 3);
    for (const { id, chapter, predict } of asked) {
      if (predict === 'silent') continue;
      const derived = derive(traceOf(id, chapter));
      const printed = derived.output.flatMap(({ text }) => text.split('\n'));
      const made = predict === 'values' ? makeValuesQuestion(printed) : makeQuestion(printed, id, derived);
      assert.ok(made, `${chapter}/${id}`);
    }
    const question = (id: string) => {
      const derived = derive(traceOf(id));
      return makeQuestion(
        derived.output.map(({ text }) => text),
        id,
        derived,
      );
    };
    assert.equal(question('one-after-another')?.order, undefined, 'its order is the source’s');
    assert.ok(question('all-at-once')?.order && question('all-at-once')?.total);
  });
});

/** Long traces are walked in part: every kind of step, from both ends. */
const stepsFor = (trace: Trace) => Math.min(trace.events.length + 1, 400);

describe('n steps forward and n back show the same', () => {
  test('in every example of the book', () => {
    assert.ok(snippets.length > 10);
    for (const trace of traces.values()) {
      for (const kind of kinds) thereAndBack(derive(trace), kind, stepsFor(trace));
    }
  });

  for (const program of readOrderingPrograms()) {
    test(`in ${program.name}`, async () => {
      const { trace } = await run(asProgram(program), { flavour: program.flavours[0] });
      assert.ok(trace.events.length > 2);
      const derived = derive(trace);
      const steps = stepsFor(trace);
      for (const kind of kinds) thereAndBack(derived, kind, steps);
      for (const view of ['time', 'order'] as const) {
        const { svg } = renderTimeline(trace, { id: 'any', title: program.name, view });
        assert.doesNotMatch(svg, /NaN|Infinity|undefined"/);
      }
    });
  }
});
