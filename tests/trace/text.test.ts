/** The text form: each case of `cases/` reads as the `.txt` beside it. UPDATE=1 rewrites them; read what you record. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { derive } from '../../src/trace/derive.ts';
import type { Trace, TraceEvent } from '../../src/trace/event.ts';
import { summarise } from '../../src/trace/summarise.ts';
import { formatText, textLines } from '../../src/trace/text.ts';
import { cases, folder, traceOf } from './cases.ts';
import { Recorder } from './recorder.ts';

describe('the text form', () => {
  for (const [name, trace] of cases) {
    test(`of ${name} is as recorded`, () => {
      const file = new URL(`${name}.txt`, folder);
      const text = `${formatText(trace)}\n${summarise(trace)}\n`;
      if (process.env['UPDATE'] === '1') writeFileSync(file, text);
      assert.ok(existsSync(file), `run with UPDATE=1 to write ${file.pathname}, then read it`);
      assert.equal(text, readFileSync(file, 'utf8'));
    });
  }

  test('is the same for traces that differ only in how they number things', () => {
    for (const [name, trace] of cases) assert.equal(formatText(renumbered(trace)), formatText(trace), name);
  });

  test('without times is the same for a run twice as slow', () => {
    const text = (trace: Trace) => formatText(trace, { times: false });
    for (const [name, trace] of cases) {
      assert.equal(text(slowed(trace)), text(trace), name);
      if (trace.events.at(-1)?.at !== 0) assert.notEqual(formatText(slowed(trace)), formatText(trace), name);
    }
  });

  test('without times mentions no moment and no length, only the delays that were asked for', () => {
    const text = formatText(traceOf('standing-still'), { times: false });
    assert.deepEqual([...new Set(text.match(/\d+ ms/g))], ['50 ms', '60 ms', '300 ms']);
  });

  test('lets every event have its line when asked, and otherwise leaves out only ends that took no time', () => {
    for (const [name, trace] of cases) {
      const all = textLines(derive(trace), { every: true }).filter(({ text }) => !text.startsWith('BLOCKED'));
      assert.deepEqual(
        all.map(({ seq }) => seq),
        trace.events.map(({ seq }) => seq),
        name,
      );
      const told = new Set<number>();
      for (const { seq, lastSeq } of textLines(derive(trace)))
        for (let i = seq; i <= lastSeq; i++) told.add(i);
      for (const event of trace.events) {
        if (told.has(event.seq)) continue;
        // A task of a server's own is told by what the server did in it.
        if (event.type === 'task') assert.equal(trace.events[event.seq + 1]?.type, 'request-started', name);
        else {
          assert.match(event.type, /-end$/, name);
          assert.equal(event.at, trace.events[event.seq - 1]?.at, name);
        }
      }
    }
  });

  test('tells how long a callback ran that took its time', () => {
    const r = new Recorder();
    r.task('program');
    r.pass(30).taskEnd();
    assert.match(formatText(r.end()), /30 ms {10}.* the task's callback is done after 30 ms\n/);
  });

  test('does not indent without end', () => {
    const r = new Recorder();
    r.task('program');
    for (let i = 0; i < 100; i++) r.call('f', 'async', 1);
    r.log('deep', 2);
    const line =
      formatText(r.end())
        .split('\n')
        .find((text) => text.includes('deep')) ?? '';
    assert.equal(
      line.indexOf('f 100 prints'),
      formatText(traceOf('all-at-once')).indexOf('what happened') + 16,
    );
  });

  test('says so when the recording is cut off', () => {
    const r = new Recorder();
    r.task('program');
    r.truncated(7);
    const trace = r.end('limit', 0);
    assert.match(formatText(trace), /recording stopped: 7 more events were not kept/);
    assert.match(summarise(trace), /not complete: 7 more events were not kept/);
  });

  test('can be written for a trace that is still growing', () => {
    for (const [name, trace] of cases) {
      for (let length = 0; length <= trace.events.length; length++) {
        const part = { ...trace, events: trace.events.slice(0, length) };
        assert.ok(formatText(part).endsWith('\n'), name);
        assert.ok(summarise(part).length > 0, name);
      }
    }
  });
});

/** The same run, recorded by somebody who numbers calls, timers and the rest otherwise. */
function renumbered(trace: Trace): Trace {
  const keys = [
    'call',
    'parent',
    'timer',
    'reaction',
    'request',
    'listener',
    'message',
    'rejection',
    'signal',
  ];
  const events = trace.events.map((event) => {
    const copy: Record<string, unknown> = { ...event, job: event.job * 3 + 1 };
    for (const key of keys) if (typeof copy[key] === 'number') copy[key] = 1000 - copy[key];
    return copy as unknown as TraceEvent;
  });
  return { ...trace, events };
}

function slowed(trace: Trace): Trace {
  const events = trace.events.map((event) => {
    const copy = { ...event, at: event.at * 2 };
    if (copy.type === 'timer-set') copy.due *= 2;
    if (copy.type === 'timer-fired' && copy.next !== undefined) copy.next *= 2;
    return copy;
  });
  return { ...trace, events };
}
