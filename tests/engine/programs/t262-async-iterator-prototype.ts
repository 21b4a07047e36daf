// Prototypes behind async generators, and what their methods answer when they are called on something else.
async function* g() {
  yield 1;
}
const AsyncGeneratorPrototype = Object.getPrototypeOf(g.prototype);
const AsyncIteratorPrototype = Object.getPrototypeOf(AsyncGeneratorPrototype);
const it = g();
console.log(it[Symbol.asyncIterator]() === it, Object.getPrototypeOf(it) === g.prototype);
console.log(String(it), AsyncIteratorPrototype[Symbol.asyncIterator].name, Object.getPrototypeOf(g)[Symbol.toStringTag]);
for (const method of ['next', 'throw', 'return'] as const) {
  const p = AsyncGeneratorPrototype[method].call({}, 1);
  await p.then(() => console.log('never'), (e: Error) => console.log(method, e.name, AsyncGeneratorPrototype[method].length));
}
g.prototype = null as never;
console.log(Object.getPrototypeOf(g()) === AsyncGeneratorPrototype);
const Own = { custom: true };
async function* h() {}
h.prototype = Own as never;
console.log((h() as unknown as typeof Own).custom, typeof h.prototype);
try {
  // @ts-expect-error no constructor
  new h();
} catch (e) {
  console.log((e as Error).name);
}
const GeneratorFunction = Object.getPrototypeOf(function* () {}).constructor;
console.log(GeneratorFunction.name, Object.getPrototypeOf(async () => {}).constructor.name);
