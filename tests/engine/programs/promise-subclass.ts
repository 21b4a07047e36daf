// Methods of a subclass make promises of that subclass, with its own executor.
let made = 0;
class Tracked<T> extends Promise<T> {
  constructor(executor: ConstructorParameters<typeof Promise<T>>[0]) {
    super(executor);
    made++;
  }
}
const p = new Tracked<number>((r) => r(1)).then((v) => v + 1);
const q = p.catch(() => 0).finally(() => {});
console.log(p instanceof Tracked, q instanceof Tracked, await q, made);
console.log(Tracked.resolve(1) instanceof Tracked, Tracked.all([]) instanceof Tracked);
