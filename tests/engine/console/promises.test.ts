import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createFormatter, type PromiseState } from '../../../src/engine/runtime/console-format.ts';

const formatterFor = (state: PromiseState | undefined) =>
  createFormatter({ frames: () => [], global: globalThis, promiseState: () => state });
const promise = Promise.resolve();

const cases: [name: string, state: PromiseState | undefined, text: string][] = [
  ['unknown', undefined, 'Promise { <state unknown> }'],
  ['pending', { state: 'pending' }, 'Promise { <pending> }'],
  ['fulfilled', { state: 'fulfilled', value: 4 }, 'Promise { 4 }'],
  ['fulfilled with an object', { state: 'fulfilled', value: { a: ['x'] } }, "Promise { { a: [ 'x' ] } }"],
  ['fulfilled with nothing', { state: 'fulfilled', value: undefined }, 'Promise { undefined }'],
  ['rejected', { state: 'rejected', value: 'no' }, "Promise { <rejected> 'no' }"],
];
for (const [name, state, text] of cases) {
  it(`a promise whose state is ${name} is shown so`, () => {
    assert.equal(formatterFor(state).format([promise]), text);
    assert.equal(formatterFor(state).format([[promise]]), `[ ${text} ]`);
  });
}
