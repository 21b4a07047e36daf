// break, return, throw, continue to an outer loop, and a rejected step: when the iterator is closed.
const source = (name: string, steps: number) => ({
  [Symbol.asyncIterator]() {
    let n = 0;
    return {
      async next() {
        if (n === steps) throw new Error(`${name} step`);
        return { done: false, value: n++ };
      },
      async return() {
        console.log('closed', name);
        return {};
      },
    };
  },
});
for await (const n of source('break', 9)) if (n === 1) break;
await (async () => {
  for await (const n of source('return', 9)) if (n === 1) return;
})();
await (async () => {
  for await (const n of source('throw', 9)) if (n === 1) throw new Error('body');
})().catch((e: Error) => console.log(e.message));
outer: for (const _ of [1, 2]) for await (const n of source('continue', 9)) if (n === 1) continue outer;
try {
  for await (const _ of source('rejected', 1));
} catch (e) {
  console.log('not closed:', (e as Error).message);
}
const controller = new AbortController();
try {
  for await (const n of source('aborted', 9)) {
    if (n === 1) controller.abort(new Error('signal'));
    controller.signal.throwIfAborted();
  }
} catch (e) {
  console.log((e as Error).message);
}
