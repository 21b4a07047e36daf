/**
 * Programs that make workers, in every host: plain Node with its own threads, the engine in Node, in Chromium and in
 * Firefox. A program is a folder of `tests/engine/workers/programs` with `main.ts` and what is expected, `expected.txt`: parts that
 * follow each other with a line `===` between them, each of one or more sequences that may mix, with a line `---` between.
 * How busy threads mix is never the same, so traces are not compared but checked. A folder named `….engine` says what is
 * exact on our clock only. ONLY=nested takes one of them.
 */
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findFirefox } from '../../../src/checker/browsers.ts';
import { type Browser, type BrowserRuns, openBrowserRuns } from '../../../src/checker/hosts/browser-runs.ts';
import { launchChromium } from '../../../src/checker/hosts/chromium.ts';
import { launchFirefox } from '../../../src/checker/hosts/firefox.ts';
import { nodeHost } from '../../../src/checker/hosts/node.ts';
import { run } from '../../../src/engine/hosts/node.ts';
import type { RunResult } from '../../../src/engine/protocol.ts';
import { isInterleaving } from '../../../src/snippets/interleaving.ts';
import { derive } from '../../../src/trace/derive.ts';
import { outputOf } from '../../../src/trace/output.ts';
import { toTraceEventFormat } from '../../../src/trace/perfetto.ts';
import { stateAt } from '../../../src/trace/state.ts';
import { formatText } from '../../../src/trace/text.ts';
import { checkTrace } from '../../../src/trace/validate.ts';
import { downloadSources } from '../../../src/worlds/sources.ts';
import { asSnippet } from '../../support/engine-programs.ts';
import { asProgram, seen, seenOf } from '../../support/engine-runs.ts';

const folder = join(import.meta.dirname, 'programs');
const only = process.env['ONLY'];
const programs = readdirSync(folder)
  .filter((name) => !only || name.includes(only))
  .map((name) => {
    const files = Object.fromEntries(
      globSync('*.ts', { cwd: join(folder, name) }).map((file) => [
        file,
        readFileSync(join(folder, name, file), 'utf8'),
      ]),
    );
    const expected = readFileSync(join(folder, name, 'expected.txt'), 'utf8').trimEnd();
    const parts = expected
      .split('\n===\n')
      .map((part) => part.split('\n---\n').map((lines) => lines.split('\n')));
    return {
      name,
      files,
      entry: 'main.ts' as const,
      parts,
      exitCode: name === 'uncaught' ? 1 : 0,
      isOurs: name.endsWith('.engine'),
    };
  });
type WorkerProgram = (typeof programs)[number];

const sourceOf = (program: WorkerProgram) =>
  asProgram({
    ...program,
    flavours: ['browser'],
    onlyV8: false,
    inPlainNode: true,
    onlyNode: false,
    expectation: '',
  });

function assertPrints({ parts }: WorkerProgram, lines: readonly string[]): void {
  let at = 0;
  for (const sequences of parts) {
    const { length } = sequences.flat();
    const here = lines.slice(at, at + length);
    assert.ok(
      isInterleaving(sequences, here),
      `${here.join('\n')}\nshould be\n${sequences.flat().join('\n')}`,
    );
    at += length;
  }
  assert.deepEqual(lines.slice(at), []);
}

/** What must hold for every trace, whatever happened in it. On a real clock lines may be heard of later than they were printed. */
function assertTold({ trace, output }: RunResult, { inOrder = true } = {}): void {
  assert.deepEqual(checkTrace(trace), []);
  const derived = derive(trace);
  for (const { seq, thread } of trace.events) {
    const lane = derived.lanes[derived.laneOf[seq] ?? -1];
    assert.ok(lane, `event ${seq} has a lane`);
    assert.equal(stateAt(derived, seq).seq, seq);
    if (thread !== undefined && lane.kind === 'program')
      assert.fail(`event ${seq} of a worker is in the program's lane`);
  }
  const told = outputOf(trace).flatMap(({ text }) => text.split('\n'));
  const printed = output.filter(({ level }) => level !== 'system').map(({ text }) => text);
  assert.deepEqual(
    inOrder ? told : told.sort(),
    inOrder ? printed : printed.sort(),
    'the trace prints what the run printed, in the same order',
  );
  const workers = derived.lanes.filter(({ kind }) => kind === 'worker');
  assert.ok(workers.length > 0);
  const text = formatText(derived);
  const names = toTraceEventFormat(derived).traceEvents.flatMap((event) =>
    event.ph === 'M' && event.name === 'thread_name' ? [event.args.name] : [],
  );
  for (const { label } of workers) {
    assert.ok(text.includes(`${label} starts`), text);
    assert.ok(names.includes(label));
  }
}

for (const flavour of ['browser', 'node'] as const)
  for (const clock of ['virtual', 'paced', 'real'] as const)
    describe(`the engine in Node, by the rules of ${flavour}, on a ${clock} clock`, () => {
      for (const program of programs.filter(({ isOurs }) => !isOurs || clock !== 'real'))
        it(`runs ${program.name}`, async () => {
          const result = await run(sourceOf(program), { flavour, clock, speed: 4, limit: 20_000 });
          assert.deepEqual(result.problems, undefined);
          const { lines, exitCode } = seenOf(result);
          // By Node's rules an error that nobody takes care of ends the program.
          assertPrints(program, lines);
          assert.equal(exitCode, program.exitCode);
          assertTold(result, { inOrder: clock !== 'real' });
        });
    });

describe('plain Node', () => {
  const host = nodeHost(downloadSources());
  for (const program of programs.filter(({ isOurs }) => !isOurs))
    it(`prints the same for ${program.name}`, async () => {
      const plain = await host.run({ snippet: asSnippet(program), flavour: 'node', clock: 'real' });
      assert.ok(plain.kind === 'ran');
      const { lines, exitCode } = seen(plain.lines, plain.end.exitCode);
      assertPrints(program, lines);
      assert.equal(exitCode, program.exitCode);
    });
});

inBrowser('Chromium', launchChromium);
inBrowser('Firefox', launchFirefox, findFirefox() ? false : 'Firefox is not installed here');

function inBrowser(
  name: string,
  launch: (url: string) => Promise<Browser>,
  skip: string | false = false,
): void {
  describe(`the engine in ${name}`, { skip }, () => {
    let browser: BrowserRuns | undefined;
    before(async () => {
      browser = await openBrowserRuns(launch);
    });
    after(() => browser?.close());
    for (const program of programs)
      it(`runs ${program.name}`, async () => {
        const [outcome] = (await browser?.run([{ ...sourceOf(program), options: { limit: 20_000 } }])) ?? [];
        assert.ok(outcome?.kind === 'ended', JSON.stringify(outcome));
        const { lines, exitCode } = seenOf(outcome.result);
        assertPrints(program, lines);
        assert.equal(exitCode, program.exitCode);
        assertTold(outcome.result);
      });
  });
}
