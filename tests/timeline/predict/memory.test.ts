import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { forget, type Memory, recall, remember, type Store } from '../../../src/timeline/predict/memory.ts';

function createStore(): Store & { values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
const broken: Store = {
  getItem() {
    throw new DOMException('denied', 'SecurityError');
  },
  setItem() {
    throw new DOMException('full', 'QuotaExceededError');
  },
  removeItem() {
    throw new DOMException('denied', 'SecurityError');
  },
};

describe('what a reader predicted', () => {
  test('is remembered under the key that was given', () => {
    const store = createStore();
    const memories: Memory[] = [
      { skipped: true },
      { skipped: false, guess: { order: ['b', 'a'], total: 200 } },
      { skipped: false, guess: { order: undefined, total: 0 } },
      { skipped: false, guess: { order: undefined, total: undefined, values: ['both', 'neither'] } },
    ];
    for (const memory of memories) {
      remember(store, 'predict:waiting/one', memory);
      assert.deepEqual(recall(store, 'predict:waiting/one'), memory);
      assert.equal(recall(store, 'predict:waiting/two'), undefined);
    }
    forget(store, 'predict:waiting/one');
    assert.equal(recall(store, 'predict:waiting/one'), undefined);
  });

  test('is not remembered where there is no storage, or it is full, and that is no error', () => {
    for (const store of [undefined, broken]) {
      remember(store, 'key', { skipped: true });
      assert.equal(recall(store, 'key'), undefined);
      forget(store, 'key');
    }
  });

  test('is forgotten when it cannot be read', () => {
    const store = createStore();
    for (const text of ['', 'null', '7', '{}', '[1]', '{"order":[1]}', '{"total":"many"}', '{"order":']) {
      store.values.set('key', text);
      assert.equal(recall(store, 'key'), undefined, text);
    }
  });
});
