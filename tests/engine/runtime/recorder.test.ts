import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../../../src/engine/runtime/random.ts';
import { createRecorder } from '../../../src/engine/runtime/recorder.ts';
import { decodeChunk, type TraceChunk, unpackMessage } from '../../../src/engine/wire.ts';
import type { TraceEvent } from '../../../src/trace/event.ts';
import { play } from './run.ts';

function record(
  options: { maxEvents?: number; enabled?: boolean; describeError?: (error: unknown) => object } = {},
) {
  const chunks: TraceChunk[] = [];
  const recorder = createRecorder({
    enabled: true,
    maxEvents: 1_000_000,
    now: () => 0,
    send: (chunk) => chunks.push(structuredClone(chunk)),
    describeError: () => ({}),
    restoreMessage() {},
    ...options,
  });
  return {
    recorder,
    events(): TraceEvent[] {
      recorder.flush();
      return chunks.flatMap(decodeChunk);
    },
  };
}

const types = (events: TraceEvent[]) => events.map(({ type }) => type);

describe('the recorder', () => {
  it('accepts the call number 0 and unknown numbers everywhere', () => {
    const { recorder, events } = record();
    const probes = recorder.probes(0);
    for (const call of [0, 99]) {
      assert.equal(probes.suspend(call, 0, 'await', 'x'), 'x');
      assert.equal(probes.resume(call, 0, 'y'), 'y');
      probes.reenter(call, 0);
      assert.equal(probes.exit(call, 0, 'z'), 'z');
      assert.equal(probes.last(call, 0, 'z'), 'z');
      const error = new Error('e');
      assert.equal(probes.fail(call, error), error);
      probes.leave(call);
    }
    assert.deepEqual([...probes.here(0)], []);
    assert.deepEqual(events(), []);
  });

  it('keeps long errors whole at first, and what is printed always, but not in a trace that is full of them', () => {
    const long = { name: 'Error', message: 'x'.repeat(3_000), frames: [], text: 'x'.repeat(3_000) };
    const { recorder, events } = record({
      describeError: () => structuredClone({ ...long, errors: [long] }),
    });
    const probes = recorder.probes(0);
    recorder.beginTask('program', undefined, -1);
    for (let turn = 0; turn < 400; turn++) {
      const call = probes.enter(0, 'async', 'f');
      probes.fail(call, new Error('x'));
      probes.leave(call);
    }
    recorder.record({ type: 'log', level: 'log', text: 'y'.repeat(3_000) });
    const found = events();
    const thrown = found.flatMap((event) => (event.type === 'throw' ? [event.error] : []));
    assert.equal(thrown.length, 400);
    assert.deepEqual([thrown[0]?.message.length, thrown[0]?.errors?.length], [3_000, 1]);
    assert.deepEqual([thrown.at(-1)?.message.length, thrown.at(-1)?.errors], [200, undefined]);
    const printed = found.at(-1);
    assert.equal(printed?.type === 'log' && printed.text.length, 3_000);
    assert.ok(JSON.stringify(found).length < 2_500_000);
  });

  it('passes values through, recording or not', () => {
    for (const enabled of [true, false]) {
      const probes = record({ enabled }).recorder.probes(0);
      const value = {};
      const call = probes.enter(0, 'async', 'f');
      assert.equal(enabled, call > 0);
      assert.equal(probes.suspend(call, 0, 'await', value), value);
      assert.equal(probes.resume(call, 0, value), value);
      assert.equal(probes.exit(call, 0, value), value);
      assert.equal(probes.at(0, value), value);
    }
  });

  it('resumes what was suspended when it fails or is left', () => {
    const { recorder, events } = record();
    const probes = recorder.probes(0);
    recorder.beginTask('program', undefined, -1);
    const failing = probes.enter(0, 'async', 'failing');
    probes.suspend(failing, 1, 'await', {});
    const left = probes.enter(0, 'generator', 'left');
    probes.suspend(left, 1, 'yield', 1);
    recorder.endTask();
    probes.fail(failing, new Error());
    probes.leave(failing);
    probes.leave(left);
    assert.deepEqual(types(events()).slice(-5), ['task-end', 'resume', 'throw', 'resume', 'return']);
  });

  it('shifts the sites of a module', () => {
    const { recorder, events } = record();
    recorder.beginTask('program', undefined, -1);
    recorder.probes(10).enter(3, 'async', '');
    assert.equal(events().at(-1)?.site, 13);
  });

  it('sends full chunks away by itself, with texts that stand for themselves', () => {
    const { recorder, events } = record();
    const probes = recorder.probes(0);
    recorder.beginTask('program', 'start', -1);
    for (let index = 0; index < 5_000; index++) probes.leave(probes.enter(0, 'async', `f${index % 7}`));
    const all = events();
    assert.equal(all.length, 10_001);
    assert.ok(all.every((event, index) => event.seq === index));
    assert.deepEqual(
      all.filter((event) => event.type === 'call').map((event) => event.type === 'call' && event.name),
      Array.from({ length: 5_000 }, (_, index) => `f${index % 7}`),
    );
  });

  it('keeps its last event when it is full', () => {
    const { recorder, events } = record({ maxEvents: 3 });
    const probes = recorder.probes(0);
    for (let index = 0; index < 10; index++) probes.leave(probes.enter(0, 'async', 'f'));
    recorder.end({ type: 'end', reason: 'quiet', exitCode: 0 });
    const all = events();
    assert.deepEqual(types(all), ['call', 'return', 'call', 'truncated', 'end']);
  });
});

describe('causes', { concurrency: 2 }, () => {
  /** For each resumption: what woke it, in words. */
  async function wakers(code: string): Promise<string[]> {
    const { trace } = await play(code);
    const names = new Map<number, string>();
    return trace.events.flatMap((event) => {
      if (event.type === 'call') names.set(event.call, event.name);
      if (event.type !== 'resume') return [];
      const cause = trace.events[event.cause ?? -1];
      const what = !cause
        ? 'nothing'
        : 'call' in cause
          ? `${names.get(cause.call)} ${cause.type}`
          : cause.type === 'timer-fired'
            ? `timer ${cause.timer}`
            : cause.type === 'reaction-run'
              ? `reaction ${cause.reaction}`
              : cause.type;
      return [`${names.get(event.call)}: ${what}`];
    });
  }
  const sleep = 'const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));';

  it('of an awaited call is its return', async () => {
    assert.deepEqual(
      await wakers(`${sleep}
        async function child() { await sleep(5); }
        async function parent() { await child(); }
        await parent();`),
      ['child: timer 1', 'parent: child return', 'main.ts: parent return'],
    );
  });

  it('of Promise.all is the last call to return, of race the first', async () => {
    assert.deepEqual(
      await wakers(`${sleep}
        async function a() { await sleep(5); }
        async function b() { await sleep(10); }
        await Promise.race([a(), b()]);
        await Promise.all([a(), b()]);`),
      ['a: timer 1', 'main.ts: a return', 'b: timer 2', 'a: timer 3', 'b: timer 4', 'main.ts: b return'],
    );
  });

  it('of a call that runs in the background is not what something else waits for', async () => {
    assert.deepEqual(
      await wakers(`${sleep}
        async function background() { await sleep(5); }
        background();
        await sleep(20);`),
      ['background: timer 1', 'main.ts: timer 2'],
    );
  });

  it('of what has nothing to wait for is the pause itself', async () => {
    assert.deepEqual(await wakers(`await 1; await null;`), [
      'main.ts: main.ts suspend',
      'main.ts: main.ts suspend',
    ]);
  });

  it('of a chain is the reaction that ran last', async () => {
    assert.deepEqual(await wakers(`${sleep} await sleep(5).then(() => {}).then(() => {});`), [
      'main.ts: reaction 2',
    ]);
  });

  it('of an answer is the answer', async () => {
    assert.deepEqual(
      (await wakers(`const response = await fetch('https://rates.test/USD');`)).at(0),
      'main.ts: response',
    );
  });
});

describe('trace chunks', () => {
  it('that cannot be read are refused', () => {
    const chunk = {
      first: 0,
      times: new Float64Array(1),
      numbers: new Int32Array(7),
      texts: [],
      details: [],
    };
    for (const wrong of [
      null,
      {},
      { ...chunk, numbers: new Int32Array(6) },
      { ...chunk, first: NaN },
      { ...chunk, numbers: Int32Array.of(99, 0, -1, -1, 0, 0, 0) },
      { ...chunk, numbers: Int32Array.of(1, 0, -1, -1, 77, -1, 0) },
      { ...chunk, numbers: Int32Array.of(3, 0, -1, -1, 1, 0, 40) },
      { ...chunk, texts: [7], numbers: Int32Array.of(12, 0, -1, -1, 1, 0, 0) },
      chunk,
    ]) {
      assert.throws(() => decodeChunk(wrong), TypeError);
      const message = { type: 'trace', chunk: wrong };
      assert.equal(unpackMessage(message), wrong === null ? unpackMessage(message) : message);
    }
    for (const other of [undefined, 7, { type: 'output' }]) assert.equal(unpackMessage(other), other);
  });
});

describe('random numbers', () => {
  it('are the same for a seed and a stream, and differ between them', () => {
    const draw = (seed: number, stream: number) => {
      const random = createRandom(seed, stream);
      return Array.from({ length: 5 }, () => random.next());
    };
    assert.deepEqual(draw(1, 0), draw(1, 0));
    const kinds = new Set([draw(1, 0), draw(1, 1), draw(2, 0), draw(2 ** 40 + 1, 0), draw(0, 0)].map(String));
    assert.equal(kinds.size, 5);
    for (const value of draw(0, 0)) assert.ok(value >= 0 && value < 1);
  });
});
