// What the combinators look up and call, and when they close the iterator.
const log: string[] = [];
class Loud<T> extends Promise<T> {
  static override resolve(v?: unknown): Promise<never> {
    log.push(`resolve(${typeof v})`);
    return super.resolve(v) as Promise<never>;
  }
  override then<A, B>(a?: ((v: T) => A) | null, b?: ((e: unknown) => B) | null) {
    log.push('then');
    return super.then(a, b) as Promise<A | B>;
  }
}
for (const name of ['all', 'allSettled', 'any', 'race'] as const) {
  log.length = 0;
  const p = (Loud[name] as (v: unknown[]) => Promise<unknown>).call(Loud, [1, Promise.resolve(2)]);
  log.push('called');
  console.log(name, p instanceof Loud, log.join(' '));
  await p;
}
const closing = (fails: 'next' | 'value' | 'none') => ({
  [Symbol.iterator]: () => ({
    next() {
      if (fails === 'next') throw new Error('next');
      return { done: false, get value() { if (fails === 'value') throw new Error('value'); return 1; } };
    },
    return() {
      console.log('closed');
      return {};
    },
  }),
});
await Promise.all(closing('next')).catch((e: Error) => console.log(e.message));
await Promise.all(closing('value')).catch((e: Error) => console.log(e.message));
class Broken extends Promise<unknown> {
  static override resolve(): never {
    throw new Error('resolve');
  }
}
await Broken.all(closing('none')).catch((e: Error) => console.log(e.message));
class NoResolve extends Promise<unknown> {
  static override resolve = undefined as never;
}
await NoResolve.race(closing('none')).catch((e: Error) => console.log(e.name));
