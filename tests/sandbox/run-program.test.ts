/** Runs whose threads say what no runtime would say. The frame around them is a stand-in: a browser's would not start such threads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultRunOptions } from '../../src/engine/protocol.ts';
import type { Cage } from '../../src/sandbox/open-cage.ts';
import { runProgram } from '../../src/sandbox/run-program.ts';

interface Greeted {
  nonce: string;
  port: MessagePort;
}

function openFakeCage() {
  const greeted: Greeted[] = [];
  const waiting: ((greeted: Greeted) => void)[] = [];
  const cage: Cage = {
    lost: new AbortController().signal,
    spawn: () => ({
      greet(greeting, port) {
        const one = { nonce: (greeting as { nonce: string }).nonce, port };
        const next = waiting.shift();
        if (next) next(one);
        else greeted.push(one);
      },
      onFailed() {},
      kill: () => Promise.resolve(),
    }),
    close() {},
  };
  const next = (): Promise<Greeted> => {
    const one = greeted.shift();
    return one ? Promise.resolve(one) : new Promise((resolve) => waiting.push(resolve));
  };
  return { cage, next };
}

test('a parcel that cannot be copied again loses none of those behind it for a worker that is starting', async () => {
  const { cage, next } = openFakeCage();
  const stop = new AbortController();
  const { promise: isHeard, resolve: hear } = Promise.withResolvers<void>();
  const { over } = runProgram(
    cage,
    { script: '', options: { ...defaultRunOptions, limit: 60_000 } },
    { signal: stop.signal, onMessage: ({ type }) => type === 'output' && hear() },
  );
  const first = await next();
  const say = (message: object, transfer: MessagePort[] = []) =>
    first.port.postMessage({ nonce: first.nonce, message }, transfer);
  const parcel = (value: unknown) => ({
    type: 'parcel',
    to: '0:2',
    at: 0,
    parcel: { value, message: 1, channel: 'x', transfer: [], ports: [], content: null },
  });
  const made = { type: 'worker-made', worker: 1, entry: 'main.ts', name: '', label: 'x', at: 0, epoch: 0 };
  say({ type: 'started' });
  say({ ...made, here: '0:1', there: '0:2' });
  const second = await next();
  const { port1 } = new MessageChannel();
  say(parcel(port1), [port1]);
  say(parcel('second'));
  say({ type: 'output', lines: [], dropped: 1 });
  // Only when all that has been heard does the worker show that it runs.
  await isHeard;
  const heard: string[] = [];
  const both = new Promise<void>((resolve) => {
    second.port.onmessage = ({ data }) => {
      if (data.type !== 'ping') heard.push(data.type);
      if (data.type === 'parcel') resolve();
    };
  });
  second.port.postMessage({ nonce: second.nonce, message: { type: 'started' } });
  await both;
  assert.deepEqual(heard, ['parcel-lost', 'parcel']);
  stop.abort();
  await over;
  first.port.close();
  second.port.close();
});
