/** What the team makes of threads that do not keep to the rules: as if a program had got hold of its runtime's secret. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultRunOptions, type RunMessage } from '../../../src/engine/protocol.ts';
import type { TeamMessage, ThreadMessage, ThreadStart } from '../../../src/engine/threads/messages.ts';
import { mostWorkers } from '../../../src/engine/threads/messages.ts';
import { createTeam } from '../../../src/engine/threads/team.ts';

function open() {
  const started: ThreadStart[] = [];
  const killed: number[] = [];
  const said: RunMessage[] = [];
  const posted: { thread: number; message: TeamMessage }[] = [];
  const team = createTeam(defaultRunOptions, {
    start: (start) => started.push(start),
    post: (thread, message) => posted.push({ thread, message }),
    kill: (thread) => killed.push(thread),
    say: (message) => said.push(message),
    after: () => () => {},
    now: () => 0,
  });
  return { team, started, killed, said, posted };
}

const made = (worker: number, here = `0:${worker * 2 - 1}`, there = `0:${worker * 2}`): ThreadMessage => ({
  type: 'worker-made',
  worker,
  entry: 'main.ts',
  name: '',
  label: 'main.ts',
  at: 0,
  epoch: 0,
  here,
  there,
});
const parcel = (to: string, moved: { end: string; peer: string }[] = []): ThreadMessage => ({
  type: 'parcel',
  to,
  at: 0,
  parcel: {
    value: 1,
    message: 1,
    channel: 'c',
    transfer: [],
    ports: moved.map((ends) => ({ ...ends, channel: 'c', port: undefined as never })),
    content: null,
  },
});
const ended = (said: RunMessage[]) => said.filter(({ type }) => type === 'ended');

describe('threads that forge messages', () => {
  it('a worker that is said to be made twice is started once', () => {
    const { team, started } = open();
    for (let again = 0; again < 5; again++) team.hear(0, made(1));
    assert.equal(started.length, 1);
  });

  it('a worker that is over does not come back', () => {
    const { team, started, killed } = open();
    team.hear(0, made(1));
    team.hear(0, { type: 'worker-terminated', worker: 1 });
    team.hear(0, made(1));
    assert.deepEqual([started.length, killed], [1, [1]]);
  });

  it('no more workers are started than there may be, whatever their numbers', () => {
    const { team, started, said } = open();
    for (let worker = 1; worker <= 300; worker++) {
      team.hear(0, made(worker * 1_000));
      team.hear(0, { type: 'worker-terminated', worker: worker * 1_000 });
    }
    assert.equal(started.length, mostWorkers);
    assert.deepEqual(
      ended(said).map((message) => message.type === 'ended' && message.end.limit),
      [{ name: 'workers', value: mostWorkers }],
    );
  });

  it('a thread cannot take another one’s end of a channel', () => {
    const { team, posted } = open();
    team.hear(0, made(1));
    team.hear(0, made(2));
    // Worker 2 claims that the end of worker 1 moves to itself, and that it has a worker behind it.
    team.hear(2, parcel('0:4', [{ end: '0:2', peer: '0:1' }]));
    team.hear(2, made(1, '0:1', '0:2'));
    posted.length = 0;
    team.hear(0, parcel('0:2'));
    assert.deepEqual(
      posted.map(({ thread }) => thread),
      [1],
    );
  });

  it('a port that is handed on by who has it is found where it is', () => {
    const { team, posted } = open();
    team.hear(0, made(1));
    team.hear(0, made(2));
    team.hear(0, parcel('0:2', [{ end: '0:5', peer: '0:6' }]));
    team.hear(1, parcel('0:1', [{ end: '0:5', peer: '0:6' }]));
    team.hear(0, parcel('0:4', [{ end: '0:5', peer: '0:6' }]));
    posted.length = 0;
    team.hear(0, parcel('0:5'));
    assert.deepEqual(
      posted.map(({ thread }) => thread),
      [2],
    );
  });

  it('workers that are only in a trace do not grow what has to be merged', () => {
    const { team, said } = open();
    team.hear(0, made(1));
    const events = Array.from({ length: 20_000 }, (_, index) => ({
      type: 'worker-made' as const,
      seq: index,
      at: 0,
      job: 0,
      worker: index + 1,
      name: 'x',
    }));
    team.hear(1, { type: 'trace', events });
    team.hear(1, { type: 'ended', end: { reason: 'exit', exitCode: 0, at: 0 } });
    team.cut();
    const numbers = new Set(
      said
        .flatMap((message) => (message.type === 'trace' ? message.events : []))
        .map((event) => (event.type === 'worker-made' ? event.worker : 0)),
    );
    assert.ok(numbers.size <= mostWorkers + 2, `${numbers.size} numbers`);
  });

  it('lines of a far future are not kept without end', () => {
    const { team, said } = open();
    team.hear(0, made(1));
    const lines = Array.from({ length: 500 }, () => ({ at: 1e9, level: 'log' as const, text: 'x' }));
    for (let again = 0; again < 100; again++) team.hear(1, { type: 'output', lines, dropped: 0 });
    team.cut();
    const outputs = said.filter((message) => message.type === 'output');
    assert.equal(outputs.flatMap(({ lines }) => lines).length, defaultRunOptions.maxLines);
    assert.equal(outputs.at(-1)?.dropped, 40_000);
  });
});
