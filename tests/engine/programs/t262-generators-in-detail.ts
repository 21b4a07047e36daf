// Sync generators: return through nested finally, yield in finally, running generators, delegating to half-made iterators.
const log: unknown[] = [];
function* nested(): Generator<string, string, unknown> {
  try {
    try {
      yield 'a';
    } finally {
      log.push('inner');
      yield 'from inner finally';
    }
  } finally {
    log.push('outer');
    if (log.length > 9) return 'never';
  }
  return 'never reached';
}
let it = nested();
console.log(it.next().value, it.return('x').value, JSON.stringify(it.next()), log.join());
it = nested();
it.next();
try {
  it.throw(new Error('t'));
  it.next();
} catch (e) {
  console.log((e as Error).message);
}
const running: Generator = (function* (): Generator {
  try {
    running.next();
  } catch (e) {
    yield (e as Error).name;
  }
})();
console.log(running.next().value);
const half = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 'h' }) }) } as Iterable<string>;
const throwing = (function* () { yield* half; })();
throwing.next();
try {
  throwing.throw('no throw method');
} catch (e) {
  console.log((e as Error).name, throwing.next().done);
}
const returning = (function* () { yield* half; })();
returning.next();
console.log(JSON.stringify(returning.return('r' as never)));
function* overrides(): Generator<number, string> {
  try {
    yield 1;
  } finally {
    return 'finally wins';
  }
}
const o = overrides();
o.next();
console.log(JSON.stringify(o.return('lost')));
const p = overrides();
p.next();
console.log(JSON.stringify(p.throw(new Error('swallowed'))));
function* withThis(this: { v: number }, ...rest: number[]) {
  yield this.v + rest.length + arguments.length;
}
console.log(withThis.call({ v: 1 }, 2, 3).next().value);
