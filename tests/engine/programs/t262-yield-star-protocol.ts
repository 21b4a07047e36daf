// Which methods yield* of an async generator calls, with what, and what it does when they are missing.
const log: string[] = [];
const make = (own: Record<string, unknown> = {}) => ({
  [Symbol.asyncIterator]() {
    log.push('get iterator');
    return {
      get next() {
        log.push('get next');
        return (...args: unknown[]) => {
          log.push(`next(${args.join()})`);
          return { done: false, value: 'v' };
        };
      },
      ...Object.fromEntries(Object.entries(own)),
    };
  },
});
const run = async (name: string, own: Record<string, unknown>, use: (it: AsyncGenerator<unknown, unknown, unknown>) => Promise<unknown>) => {
  log.length = 0;
  const it = (async function* () {
    try {
      return yield* make(own) as AsyncIterable<unknown>;
    } finally {
      log.push('finally');
    }
  })();
  await it.next('dropped');
  const seen = await use(it).then((r) => JSON.stringify(r), (e) => (e instanceof Error ? e.name : String(e)));
  console.log(name, '→', seen, '|', log.join(', '));
};
await run('next', {}, (it) => it.next('x'));
await run('throw without throw', {}, (it) => it.throw('x'));
await run('throw without throw, with return', { return: () => { log.push('return()'); return {}; } }, (it) => it.throw('x'));
await run('throw with throw', { throw: (e: unknown) => { log.push(`throw(${e})`); return { done: false, value: 'thrown' }; } }, (it) => it.throw('x'));
await run('throw that finishes', { throw: () => ({ done: true, value: 'finished' }) }, (it) => it.throw('x'));
await run('return without return', {}, (it) => it.return('x'));
await run('return null', { return: null }, (it) => it.return('x'));
await run('return with return', { return: (v: unknown) => { log.push(`return(${v})`); return { done: true, value: 'closed' }; } }, (it) => it.return('x'));
await run('return that goes on', { return: () => ({ done: false, value: 'not yet' }) }, (it) => it.return('x'));
await run('return that is no object', { return: () => 1 }, (it) => it.return('x'));
await run('next that is no object', { next: () => { log.push('next()'); return log.length > 3 ? 1 : { done: false }; } }, (it) => it.next('x'));
await run('throw that rejects', { throw: () => Promise.reject('from throw') }, (it) => it.throw('x'));
