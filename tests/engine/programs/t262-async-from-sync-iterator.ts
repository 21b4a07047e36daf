// for await over sync iterators: awaited values, forwarding of return, closing on rejections (F41).
const log: string[] = [];
const sync = (values: unknown[], own: Record<string, () => unknown> = {}) => ({
  [Symbol.iterator]: () => ({
    next: () => (values.length ? { done: false, value: values.shift() } : { done: true, value: Promise.resolve('end') }),
    ...own,
  }),
});
const run = async (name: string, iterable: unknown, most = 9) => {
  log.length = 0;
  try {
    for await (const v of iterable as Iterable<unknown>) {
      log.push(String(v));
      if (log.length === most) break;
    }
    log.push('over');
  } catch (e) {
    log.push(`caught ${e instanceof Error ? e.name : e}`);
  }
  console.log(name, '→', log.join(', '));
};
const closes = { return: () => (log.push('return'), { done: true }) };
await run('promises', sync([Promise.resolve('p'), 'plain', { then: (ok: (v: string) => void) => ok('thenable') }]));
await run('break', sync([1, 2, 3], closes), 2);
await run('break without return', sync([1, 2, 3]), 2);
await run('rejected value', sync([1, Promise.reject('no'), 3], closes));
await run('rejected value, no return', sync([1, Promise.reject('no'), 3]));
await run('return gives no object', sync([1, 2], { return: () => (log.push('return'), 1) }), 1);
await run('return gives a rejected value', sync([1, 2], { return: () => ({ done: true, value: Promise.reject('from return') }) }), 1);
