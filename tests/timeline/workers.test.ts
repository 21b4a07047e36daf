/** How a picture shows threads: each with its own row and its own calls below it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { closePool, run } from '../../src/engine/hosts/node.ts';
import { arrange, type Picture } from '../../src/timeline/picture.ts';
import { derive } from '../../src/trace/derive.ts';
import { asProgram } from '../support/engine-runs.ts';

const main = `
import './worlds/worker.ts';
const names = ['A', 'B'];
for (const name of names) {
  const worker = new Worker(new URL('./clerk.ts', import.meta.url), { type: 'module', name });
  worker.onmessage = () => worker.terminate();
  worker.postMessage(name);
}
async function here() { await null; }
await here();
`;
const clerk = `
import { busy } from './worlds/photos.ts';
async function stamp() { busy(30); await null; }
self.onmessage = async () => { await stamp(); self.postMessage('done'); };
`;

describe('a picture of a program with workers', () => {
  let picture: Picture;
  before(async () => {
    const { trace, problems } = await run(
      asProgram({
        name: 'clerks',
        entry: 'main.ts',
        files: { 'main.ts': main, 'clerk.ts': clerk },
        flavours: ['browser'],
        onlyV8: false,
        inPlainNode: true,
        onlyNode: false,
        expectation: '',
      }),
      { flavour: 'browser' },
    );
    assert.deepEqual(problems, undefined);
    picture = arrange(derive(trace), { view: 'time' });
  });
  after(closePool);

  it('has a row for each thread, with the calls of that thread below it', () => {
    const names = picture.rows
      .filter(({ kind }) => kind !== 'messages' && kind !== 'listeners')
      .map(({ kind, name }) => `${kind} ${name}`);
    const place = (name: string) => names.indexOf(name);
    assert.deepEqual(
      names.filter((name) => /^(?:program|worker)/.test(name)),
      ['program program', 'worker A', 'worker B'],
    );
    assert.ok(place('call here 1') < place('worker A'), names.join());
    for (const [stamp, from, to] of [
      ['call stamp 1', 'worker A', 'worker B'],
      ['call stamp 2', 'worker B', 'output '],
    ] as const)
      assert.ok(
        place(stamp) > place(from) && (place(to) < 0 || place(stamp) < place(to)),
        `${stamp}: ${names}`,
      );
  });

  it('puts every event of a worker into that worker’s part', () => {
    const [, first = 0, second = 0] = picture.rows
      .filter(({ kind }) => kind === 'program' || kind === 'worker')
      .map(({ index }) => index);
    for (const { seq, thread, type } of picture.derived.trace.events) {
      if (type !== 'call' && type !== 'return') continue;
      const row = picture.rowOf[seq] ?? -1;
      const expected =
        thread === undefined ? row < first : thread === 1 ? row >= first && row < second : row >= second;
      assert.ok(expected, `event ${seq}, ${type} in thread ${thread ?? 0}, is in row ${row}`);
    }
  });

  it('marks no stretch as blocked for the work of a worker', () => {
    const busy = picture.rows.filter(({ kind }) => kind === 'worker').flatMap(({ bars }) => bars);
    assert.ok(busy.some(({ from, to }) => to - from >= 30));
    assert.deepEqual(picture.blocked, []);
  });
});
