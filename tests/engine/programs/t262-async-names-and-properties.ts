// Descriptors, kinds and names of every form of async function.
const forms: Record<string, Function> = {
  declaration: async function declaration(_a: unknown, _b: unknown) {},
  arrow: async (_a: unknown) => {},
  expression: async () => 1,
  method: { async m(_a: unknown) {} }.m,
  generator: async function* (_a?: unknown) {},
  'generator method': { async *m() {} }.m,
  static: class { static async s() {} }.s,
  bound: (async function b() {}).bind(null),
};
for (const [name, f] of Object.entries(forms)) {
  const own = Object.getOwnPropertyNames(f).sort().join();
  console.log(name, '|', f.name, '|', f.length, '|', own, '|', Object.prototype.toString.call(f).slice(8, -1));
}
const symbol = Symbol('described');
const o = { async [symbol]() {}, async 1() {}, async 'a b'() {}, async get() {}, async async() {}, async await() {} };
console.log(o[symbol].name, o[1].name, o['a b'].name, o.get.name, o.async.name, o.await.name);
let assigned;
assigned = async () => {};
const { d = async () => {} } = {} as { d?: Function };
const [e = async function () {}] = [] as Function[];
console.log(assigned.name, d.name, e.name, (async () => {}).name === '', (0, async () => {}).name === '');
console.log(Object.getOwnPropertyDescriptor(forms['arrow'], 'name')?.configurable, 'caller' in (forms['arrow'] as object));
