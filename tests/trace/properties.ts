/** What must hold for every trace, hand-written, random or recorded. Each function fails the test when it does not. */
import assert from 'node:assert/strict';
import { type Derived, derive } from '../../src/trace/derive.ts';
import type { Trace } from '../../src/trace/event.ts';
import { type FormatEvent, toTraceEventFormat } from '../../src/trace/perfetto.ts';
import { stateAt } from '../../src/trace/state.ts';
import { formatText } from '../../src/trace/text.ts';
import { checkTrace } from '../../src/trace/validate.ts';
import { referenceState } from './reference.ts';

/** Everything below, for one trace. */
export function holds(trace: Trace): void {
  assert.deepEqual(checkTrace(trace), []);
  stepsBothWays(trace, []);
  agreesWithReference(trace);
  wellFormedFile(trace, 'time');
  wellFormedFile(trace, 'order');
  assert.equal(formatText(trace), formatText(structuredClone(trace)));
}

/** From `call 3` to the label of the call with number 3. */
export function labelIn(run: Derived): (thing: string) => string {
  return (thing) => {
    const [kind, number] = thing.split(' ');
    const told = kind === 'call' ? run.calls : kind === 'reaction' ? run.reactions : run.listeners;
    return told.all[told.indexOf.get(Number(number)) ?? -1]?.label ?? `unknown ${thing}`;
  };
}

/** The state at each moment is the same whether one comes to it forwards, backwards or by a jump. */
export function stepsBothWays(trace: Trace, jumps: number[]): void {
  const run = derive(trace);
  const n = trace.events.length;
  const forward = [stateAt(run, -1)];
  for (let seq = 0; seq < n; seq++) forward.push(stateAt(run, seq));
  for (let seq = n - 1; seq >= -1; seq--) assert.deepEqual(stateAt(run, seq), forward[seq + 1]);
  for (const jump of jumps) {
    const seq = (jump % (n + 1)) - 1;
    assert.deepEqual(stateAt(derive(trace), seq), forward[seq + 1]);
  }
}

/** The state at each moment is the one the slow way finds. */
export function agreesWithReference(trace: Trace): void {
  const run = derive(trace);
  const label = labelIn(run);
  for (let seq = -1; seq < trace.events.length; seq++) {
    const moment = stateAt(run, seq);
    const expected = referenceState(trace, seq);
    const timers = [...expected.timers].map(([timer, due]) => {
      const { label } = run.timers.all.find((story) => story.timer === timer) ?? {};
      return `${label} ${due}`;
    });
    const message = `at ${seq}`;
    assert.deepEqual(
      new Set(moment.timers.map(({ label, due }) => `${label} ${due}`)),
      new Set(timers),
      message,
    );
    assert.deepEqual(
      moment.calls.map(
        ({ label, state }) => `${label} ${state === 'running' || state === 'calling' ? 'active' : state}`,
      ),
      [...expected.calls]
        .sort(([a], [b]) => (run.calls.indexOf.get(a) ?? 0) - (run.calls.indexOf.get(b) ?? 0))
        .map(([call, state]) => `${label(`call ${call}`)} ${state}`),
      message,
    );
    const requests = [...expected.requests].map(([request, { server, phase, abandoned }]) => {
      const story = run.requests.all[run.requests.indexOf.get(request) ?? -1];
      return `${server} ${story?.label} ${phase} ${abandoned}`;
    });
    assert.deepEqual(
      new Set(
        moment.servers.flatMap(({ server, requests }) =>
          requests.map(({ label, phase, abandoned }) => `${server} ${label} ${phase} ${abandoned}`),
        ),
      ),
      new Set(requests),
      message,
    );
    const waiting = [...moment.reactions, ...moment.microtasks].map(({ label }) => label);
    for (const reaction of expected.reactions)
      assert.ok(waiting.includes(label(`reaction ${reaction}`)), message);
    assert.deepEqual(
      moment.listeners.map(({ label }) => label),
      [...expected.listeners].map((listener) => label(`listener ${listener}`)),
      message,
    );
    assert.equal(moment.messages.length, expected.messages.size, message);
    assert.equal(moment.rejections.length, expected.rejections.size, message);
    assert.deepEqual(
      moment.output.map(({ text }) => text),
      expected.output,
      message,
    );
  }
}

export function threadNames(events: FormatEvent[]): Map<number, string> {
  return new Map(
    events.flatMap((event) =>
      event.ph === 'M' && event.name === 'thread_name' ? [[event.tid, event.args.name]] : [],
    ),
  );
}

/** What each kind of entry must have besides `ph`, `pid` and `tid`, as the specification says. */
const fields: Record<string, Record<string, (value: unknown) => boolean>> = {
  M: { name: isString, cat: isString, ts: isZero, args: isObject },
  X: { name: isString, cat: isString, ts: isTime, dur: isLength, args: isObject },
  i: {
    name: isString,
    cat: isString,
    ts: isTime,
    args: isObject,
    s: (value) => value === 't' || value === 'g',
  },
  s: { name: isString, cat: isString, ts: isTime, id: Number.isInteger },
  f: { name: isString, cat: isString, ts: isTime, id: Number.isInteger, bp: (value) => value === 'e' },
};

/** A file in the trace event format has all its fields, nested slices, arrows with two ends, and a name for every thread. */
export function wellFormedFile(trace: Trace, axis: 'time' | 'order' = 'time'): void {
  const events = toTraceEventFormat(trace, { axis }).traceEvents;
  const named = threadNames(events);
  const open = new Map<number, { to: number }[]>();
  const starts = new Map<number, number>();
  const arrived = new Set<number>();
  let now = 0;
  for (const event of events) {
    const text = JSON.stringify(event);
    for (const [key, check] of Object.entries(fields[event.ph] ?? assert.fail(text))) {
      assert.ok(check((event as unknown as Record<string, unknown>)[key]), `${key} of ${text}`);
    }
    assert.ok(Number.isInteger(event.pid) && Number.isInteger(event.tid), text);
    if (event.ph === 'M') continue;
    assert.ok(named.has(event.tid), `no name for the thread of ${text}`);
    assert.ok(event.ts >= now, `time goes back at ${text}`);
    now = event.ts;
    const around = (open.get(event.tid) ?? []).filter(({ to }) => to >= now);
    if (event.ph === 'X') {
      const to = event.ts + event.dur;
      // A slice that ends in the middle of another is not shown by any viewer.
      for (const outer of around) assert.ok(outer.to === now || to <= outer.to, `nesting of ${text}`);
      open.set(event.tid, [...around, { to }]);
    }
    if (event.ph === 's' || event.ph === 'f') assert.ok(around.length > 0, `no slice to tie ${text} to`);
    if (event.ph === 's') {
      assert.ok(!starts.has(event.id), `two arrows have the id of ${text}`);
      starts.set(event.id, event.ts);
    }
    if (event.ph === 'f') {
      assert.ok((starts.get(event.id) ?? Number.POSITIVE_INFINITY) <= event.ts, `no start for ${text}`);
      arrived.add(event.id);
    }
  }
  assert.deepEqual([...starts.keys()].sort(), [...arrived].sort());
}

function isString(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Chromium's developer tools pass over what happens at 0, so only metadata may. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isZero(value: unknown): boolean {
  return value === 0;
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
