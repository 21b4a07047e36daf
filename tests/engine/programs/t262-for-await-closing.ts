// Closing an iterator: missing, null, throwing, rejecting, not an object; after a break and after a throw.
const leave = async (name: string, how: 'break' | 'throw', own: Record<string, unknown>) => {
  const log: string[] = [];
  const iterable = {
    [Symbol.asyncIterator]: () => ({
      next: () => ({ done: false, value: 1 }),
      ...Object.fromEntries(Object.entries(own).map(([k, v]) => [k, typeof v === 'function' ? (...args: unknown[]) => (log.push(`${k}(${args.length})`), v()) : v])),
    }),
  };
  try {
    for await (const _ of iterable as AsyncIterable<number>) {
      if (how === 'break') break;
      throw new Error('body');
    }
    log.push('after');
  } catch (e) {
    log.push(e instanceof Error ? `${e.name} ${e.name === 'Error' ? e.message : ''}` : String(e));
  }
  console.log(name, how, '→', log.join(', '));
};
for (const how of ['break', 'throw'] as const) {
  await leave('no return', how, {});
  await leave('null', how, { return: null });
  await leave('not callable', how, { return: 1 });
  await leave('object', how, { return: () => ({}) });
  await leave('promise', how, { return: async () => ({}) });
  await leave('primitive', how, { return: () => 1 });
  await leave('promise of a primitive', how, { return: async () => 1 });
  await leave('throws', how, { return: () => { throw new Error('return'); } });
  await leave('rejects', how, { return: () => Promise.reject(new Error('return')) });
}
const getter = {
  [Symbol.asyncIterator]: () => ({
    next: async () => ({ done: false, value: 1 }),
    get return(): never {
      throw new Error('getter');
    },
  }),
};
try {
  for await (const _ of getter as unknown as AsyncIterable<number>) break;
} catch (e) {
  console.log((e as Error).message);
}
