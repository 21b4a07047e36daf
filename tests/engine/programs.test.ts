/**
 * The ordering programs, on every host there is: plain Node (no engine, real timers), the engine in Node, in Chromium, in
 * Firefox where it is installed and, with WEBKIT=1, in WebKit, watched and unwatched. All of them print the same lines in the same
 * order; the engine leaves the same trace, byte for byte, run after run and host by host.
 *
 * A trace is compared with what another run left beside the program, and browser by browser, so that few runs per host are
 * enough for every day; `npm run determinism` makes a hundred of each in Node, in warm threads and fresh ones. ONLY=f06,mutex
 * takes the programs whose names contain a word, UPDATE=1 writes what the engine in Node says beside the programs.
 */
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { findFirefox } from '../../src/checker/browsers.ts';
import { type Browser, type BrowserRuns, openBrowserRuns } from '../../src/checker/hosts/browser-runs.ts';
import { launchChromium } from '../../src/checker/hosts/chromium.ts';
import { launchFirefox } from '../../src/checker/hosts/firefox.ts';
import { nodeHost } from '../../src/checker/hosts/node.ts';
import { launchWebKit } from '../../src/checker/hosts/webkit.ts';
import type { RunResult } from '../../src/engine/protocol.ts';
import type { RunOutcome } from '../../src/sandbox/runner.ts';
import { checkTrace } from '../../src/trace/validate.ts';
import { downloadSources } from '../../src/worlds/sources.ts';
import { createEngineLanes } from '../support/engine-lanes.ts';
import { asSnippet, type OrderingProgram, readOrderingPrograms } from '../support/engine-programs.ts';
import {
  asProgram,
  asRequest,
  type Chosen,
  canonical,
  describeRun,
  expectation,
  otherFlavours,
  seen,
  seenInText,
  seenOf,
} from '../support/engine-runs.ts';

/** Runs a page is asked for at once. */
const batch = 40;
/** Real timers on a busy machine: only what fails every time is wrong. */
const attempts = 3;
const concurrency = availableParallelism();
const programs = readOrderingPrograms(process.env['ONLY']?.split(','));
/**
 * What WebKit prints where it does not follow the specification: seen in version 60.5 of its GTK port, in a plain page without the
 * engine. Once it prints what the others do, its entry has to go.
 */
const webKitFaults: Record<string, { watched?: string; unwatched?: string }> = {
  // ECMA-262 §10.2.11, step 28: a `var` named as a parameter is another variable when there are defaults. Async functions
  // and generators of WebKit's have one only.
  'async-default-parameters-see-each-other': { watched: '[ 2, 2 ]', unwatched: '[ 2, 2 ]' },
  // §14.10.1, step 3: an async generator awaits what it returns. WebKit makes a tail call of `return f()` in strict code, and
  // nothing awaits its value; the probe around it is no tail call of the program's.
  'async-generator-return-value': {
    unwatched:
      '{ value: 1, done: false } { value: Promise { <state unknown> }, done: true } { value: undefined, done: true }',
  },
};
/** What the engine in Node recorded of each program, by its name. */
const references = new Map<string, RunResult>();

const ofFlavour = ({ name }: OrderingProgram, { flavour, probes }: Chosen) =>
  `${name} by the rules of ${flavour === 'node' ? 'Node' : 'a page'}${probes ? '' : ', unwatched'}`;

it('there are enough programs', () => {
  assert.ok(process.env['ONLY'] || programs.length >= 150, `there are ${programs.length}`);
});

describe('the engine in Node', { concurrency }, () => {
  const lanes = createEngineLanes(concurrency);
  after(() => lanes.close());
  for (const program of programs) {
    it(`runs ${program.name} as recorded, and the same way every time`, async () => {
      const [flavour] = program.flavours;
      const source = asProgram(program);
      const { result: watched, hashes } = await lanes.run(source, { flavour, probes: true }, 2);
      assert.deepEqual(watched.problems, undefined);
      references.set(program.name, watched);
      const actual = describeRun(watched);
      assert.equal(
        actual,
        expectation(program, () => actual),
      );
      assert.deepEqual(checkTrace(watched.trace), []);
      assert.equal(hashes[1], hashes[0], 'the second run');
      const { result: unwatched } = await lanes.run(source, { flavour, probes: false });
      assert.deepEqual(seenOf(unwatched), seenOf(watched), 'unwatched');
      assert.deepEqual(checkTrace(unwatched.trace), [], 'unwatched');
      for (const other of otherFlavours(program)) {
        const { result: elsewhere } = await lanes.run(source, { flavour: other, probes: true });
        assert.deepEqual(
          seenOf(elsewhere).lines,
          seenOf(watched).lines,
          ofFlavour(program, { flavour: other, probes: true }),
        );
        assert.deepEqual(checkTrace(elsewhere.trace), []);
      }
    });
  }
});

describe('plain Node', { concurrency }, () => {
  const host = nodeHost(downloadSources(), { stripped: true });
  for (const program of programs.filter(({ inPlainNode }) => inPlainNode)) {
    it(`prints for ${program.name} what the engine prints`, async (test) => {
      const wanted = seenInText(expectation(program, () => describeRun(referenceOf(program))));
      for (let attempt = 1; ; attempt++) {
        const plain = await host.run({ snippet: asSnippet(program), flavour: 'node', clock: 'real' });
        assert.ok(plain.kind === 'ran');
        const actual = seen(plain.lines, plain.end.exitCode);
        if (attempt < attempts && !isDeepStrictEqual(actual, wanted)) continue;
        assert.deepEqual(actual, wanted);
        if (attempt > 1) test.diagnostic(`in attempt ${attempt}`);
        return;
      }
    });
  }
});

inBrowser('Chromium', { isV8: true }, launchChromium);
inBrowser('Firefox', { isV8: false }, launchFirefox, findFirefox() ? false : 'Firefox is not installed here');
inBrowser(
  'WebKit',
  { isV8: false, faults: webKitFaults },
  launchWebKit,
  process.env['WEBKIT'] ? false : 'WEBKIT=1 asks for it',
);

function referenceOf({ name }: OrderingProgram): RunResult {
  const found = references.get(name);
  assert.ok(found, `the engine in Node ran ${name}`);
  return found;
}

/** Programs are sent to the page in batches, so that a browser is never idle between two of them. */
function inBrowser(
  name: string,
  { isV8, faults = {} }: { isV8: boolean; faults?: typeof webKitFaults },
  launch: (url: string) => Promise<Browser>,
  skip: string | false = false,
): void {
  describe(`the engine in ${name}`, { skip, concurrency: true }, () => {
    let browser: BrowserRuns | undefined;
    const outcomes = new Map<string, Promise<RunOutcome>>();
    const able = programs.filter(({ onlyV8, onlyNode }) => !onlyNode && (isV8 || !onlyV8));
    const plans = able.flatMap((program) =>
      [true, false].map((probes) => ({ program, options: { flavour: program.flavours[0], probes } })),
    );

    before(async () => {
      const opened = await openBrowserRuns(launch);
      browser = opened;
      let last: Promise<unknown> = Promise.resolve();
      for (let start = 0; start < plans.length; start += batch) {
        const chunk = plans.slice(start, start + batch);
        const requests = chunk.map(({ program, options }) => asRequest(program, options));
        const running = last.then(() => opened.run(requests));
        last = running.catch(() => {});
        for (const [index, { program, options }] of chunk.entries()) {
          const outcome = running.then((all) => all[index] as RunOutcome);
          outcome.catch(() => {});
          outcomes.set(ofFlavour(program, options), outcome);
        }
      }
    });
    after(() => browser?.close());

    for (const { program, options } of plans) {
      const title = ofFlavour(program, options);
      const fault = faults[program.name]?.[options.probes ? 'watched' : 'unwatched'];
      it(`runs ${title} ${fault === undefined ? "as Node's does" : 'with a fault of its own'}`, async () => {
        const outcome = await outcomes.get(title);
        assert.ok(outcome?.kind === 'ended', JSON.stringify(outcome));
        const reference = referenceOf(program);
        if (fault !== undefined) {
          assert.deepEqual(seenOf(outcome.result), { ...seenOf(reference), lines: [fault] });
          return;
        }
        assert.deepEqual(seenOf(outcome.result), seenOf(reference));
        assert.deepEqual(checkTrace(outcome.result.trace), []);
        if (!options.probes) return;
        assert.deepEqual(outcome.result.trace.sites, reference.trace.sites);
        assert.equal(
          canonical(outcome.result.trace, { ownErrors: isV8 }),
          canonical(reference.trace, { ownErrors: isV8 }),
        );
      });
    }
  });
}
