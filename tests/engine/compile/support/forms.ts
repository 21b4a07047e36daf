/**
 * Syntactic forms around asynchronous code, in all their combinations, as programs: what test262 generates from its
 * templates, in our own words. A case prints what it does with `log`, which adds the number of microtask turns since the
 * case began; so a turn too many shows, too. When a module arrives is the host's affair: `import()` is not among them. All are modules, hence strict.
 */
import type { Program } from '../../../../src/engine/protocol.ts';

export interface FormCase {
  /** Unique, without line ends. */
  name: string;
  /** Statements, with `log` and `later` in scope, in an async function. */
  code: string;
}

/** Ways to write a function: from its parameters and its body to an expression whose value is called. */
type Form = (params: string, body: string) => string;

/** `star`: empty or `*`; `mark`: `async` or empty. */
function formsOf(mark: string, star: string): Record<string, Form> {
  const head = `${mark} function${star}`;
  const inClass =
    (method: string, call: string): Form =>
    (params, body) =>
      `(() => { class C { ${method.replace('M', () => `(${params}) {${body}}`)} ${call} } return C.call?.prototype === undefined && C.run ? C.run : (...args) => new C().run(...args); })()`;
  const modifiers = `${mark} ${star}`;
  return {
    declaration: (params, body) => `(() => { ${head} declared(${params}) {${body}} return declared; })()`,
    expression: (params, body) => `${head}(${params}) {${body}}`,
    'named expression': (params, body) => `${head} named(${params}) {${body}}`,
    method: (params, body) => `({ ${modifiers}method(${params}) {${body}} }).method`,
    'computed method': (params, body) => `({ ${modifiers}['a' + 'b'](${params}) {${body}} }).ab`,
    'string method': (params, body) => `({ ${modifiers}'a b'(${params}) {${body}} })['a b']`,
    'class method': (params, body) => `new (class { ${modifiers}method(${params}) {${body}} })().method`,
    'static method': (params, body) => `(class { static ${modifiers}method(${params}) {${body}} }).method`,
    'private method': inClass(`${modifiers}#hidden M`, 'run(...args) { return this.#hidden(...args); }'),
    'static private method': inClass(
      `static ${modifiers}#hidden M`,
      'static run = (...args) => C.#hidden(...args);',
    ),
    'class field': (params, body) => `new (class { field = ${head}(${params}) {${body}} })().field`,
    'static field': (params, body) => `(class { static field = ${head}(${params}) {${body}} }).field`,
  };
}

const asyncFunctions: Record<string, Form> = {
  ...formsOf('async', ''),
  arrow: (params, body) => `async (${params}) => {${body}}`,
  'arrow in a field': (params, body) => `new (class { field = async (${params}) => {${body}} })().field`,
  'arrow in a default': (params, body) => `((f = async (${params}) => {${body}}) => f)()`,
};
const asyncGenerators = formsOf('async', '*');
const generators = formsOf('', '*');

/** Parameters, and what they are called with: bindings, defaults, patterns, and what goes wrong in them. */
const parameters: [params: string, args: string, shown: string][] = [
  ['', '', '0'],
  ['a', '1, 2', 'a'],
  ['a, b = a', '1', 'a, b'],
  ['a = b, b', 'undefined, 1', 'a, b'],
  ['a = 1, ...rest', 'undefined, 2, 3', 'a, rest'],
  ['...[a, b]', '1, 2', 'a, b'],
  ['...{ length }', '1, 2', 'length'],
  ['[x, y, z]', '[1, 2, 3]', 'x, y, z'],
  ['[x = 23]', '[undefined]', 'x'],
  ['[x = (() => { throw new RangeError("no default"); })()]', '[]', 'x'],
  ['[[x, y] = [4, 5]]', '[]', 'x, y'],
  ['[...x]', 'numbers(3)', 'x'],
  ['[, , ...x]', 'numbers(4)', 'x'],
  ['[...[x, y]]', '[1, 2]', 'x, y'],
  ['[...{ length }]', '[1, 2]', 'length'],
  ['[]', 'numbers(3)', '0'],
  ['[,]', 'numbers(3)', '0'],
  ['[x]', 'numbers(3)', 'x'],
  ['[x]', 'faulty("next", "throws")', 'x'],
  ['[x]', 'faulty("value", "throws")', 'x'],
  ['[x]', 'null', 'x'],
  ['[x]', '{}', 'x'],
  ['[x] = [7]', '', 'x'],
  [
    '[f = function () {}, g = () => {}, h = class {}, i = async () => {}]',
    '[]',
    'f.name, g.name, h.name, i.name',
  ],
  ['[x = y, y]', '[]', 'x'],
  ['{ x, y: z }', '{ x: 1, y: 2 }', 'x, z'],
  ['{ x = 33 }', '{}', 'x'],
  ['{ w: { x } = { x: 4 } }', '{}', 'x'],
  ['{ w: [x, y] = [5, 6] }', '{}', 'x, y'],
  ['{ a, ...rest }', '{ a: 1, b: 2, c: 3 }', 'a, rest'],
  ['{ [log("key") ?? "k"]: x = log("default") }', '{}', 'x'],
  ['{ get }', '{ get get() { throw new TypeError("no getter"); } }', 'get'],
  ['{}', 'null', '0'],
  ['{ x }', 'undefined', 'x'],
  ['{ x } = { x: 9 }', '', 'x'],
  ['{ f = function () {}, g = () => {} }', '{}', 'f.name, g.name'],
  ['a, { b = a } = {}, [c = b] = []', '1', 'a, b, c'],
  ['a = (() => { log("default a"); return 1; })(), b = log("default b")', '', 'a, b'],
  ['a = this === undefined', '', 'a'],
  ['a, b = () => a', '1', 'a, b()'],
  ['a, b = function () { return arguments.length; }', '1', 'a, b(1, 2)'],
];

/** Expressions with `await` in every place; each is logged. `o` is an object, `v` gives a promise of its argument. */
const expressions: string[] = [
  'await 1',
  'await v(1)',
  'await await v(1)',
  'await thenable(1)',
  '(await v(1), await v(2))',
  'await v(1) + await v(2)',
  'log("left") ?? (await v(1)) - (await v(2)) * await v(3)',
  '(await v(2)) ** await v(3)',
  '-await v(1)',
  '!await v(0)',
  '~await v(5)',
  'typeof await v(1)',
  'void await v(1)',
  'await v(0) || await v(2)',
  'await v(1) && await v(2)',
  'await v(null) ?? await v(2)',
  'await v(1) ? await v(2) : await v(3)',
  'await v(0) ? await v(2) : await v(3)',
  '(await v("k")) in (await v(o))',
  '(await v(o)) instanceof (await v(Object))',
  '[await v(1), , ...await v([2, 3])]',
  '({ a: await v(1), [await v("b")]: await v(2), ...await v({ c: 3 }), ["d" + await v(1)]() { return 1; } })',
  'Object.keys({ get [await v("x")]() { return 1; }, async [await v("y")]() {}, *[await v("z")]() {} })',
  '`${await v(1)}-${await v(2)}`',
  '(await v((s, ...x) => [s.raw, x]))`a${await v(1)}b${await v(2)}`',
  '(await v(Math.max))(await v(1), ...await v([2, 3]))',
  'o.m(await v(1))',
  'o[await v("m")](await v(1))',
  'o.n?.(await v(1))',
  'o.m?.(await v(1))',
  '(await v(o))?.[await v("k")]',
  '(await v(null))?.[await v("k")].x.y(await v(2))',
  'new (await v(Array))(await v(1), await v(2))',
  'new (class { constructor(x) { this.x = x; } })(await v(1))',
  'o[await v("q")] = await v(2)',
  'o[await v("k")] += await v(2)',
  'o[await v("k")] &&= await v(3)',
  'o[await v("u")] ??= await v(4)',
  'o[await v("k")]++',
  '--o[await v("k")]',
  'delete o[await v("k")]',
  '([o.a, o[await v("b")] = await v(2)] = await v([1]), o)',
  '({ x: o.x, [await v("y")]: o.y = await v(3), ...o.rest } = await v({ x: 1, z: 2 }), o)',
  '(class { static [await v("m")]() {} static s = 1; [await v("f")] = 2 }).name',
  '(class Named extends (await v(Array)) { async [await v("m")]() { return super.length; } }).name',
  'await (async () => await v(1))()',
  '(await v(async () => await v(1)))()',
  'await (await v(() => v(3)))()',
  'await new Promise((resolve) => setTimeout(resolve, 0, 5))',
  'await v(1).then(async (x) => x + await v(1))',
  'await Promise.all([1, v(2), (async () => 3)()])',
  '/a/.test(await v("a"))',
  'await v(1), await (await v(2), v(3))',
  'await /re/u.exec(await v("re"))[0]',
  'await function () { return 1; }()',
  'await class {}.name',
  'await { a: 1 }.a',
  'await [1][0]',
  'await `t`',
  'await o.m`x`',
  'await new Array(2)',
  'await (x => x)(3)',
  'async => async',
  'typeof (async (x) => x)',
  'await (async x => x)(4)',
  'await (async ([x] = [await_()], { y } = {}) => [x, y])()',
];

/** Statements with `await` in every place. */
const statements: string[] = [
  'for (let i = await v(0); i < await v(3); i += await v(1)) log(i);',
  'for (var i = await v(0), j = await v(2); i < j; i++) { log(i); if (await v(i)) break; }',
  'for (const k in await v({ a: 1, b: 2 })) log(k, await v(k));',
  'for (const x of await v([1, 2])) { if (await v(x) === 1) continue; log(x); }',
  'for (o[await v("k")] of [1, 2]) log(o.k);',
  'for (const [a = await v(9), b] of [[, 1], [2, 3]]) log(a, b);',
  'for (const { [await v("a")]: a, ...r } of [{ a: 1, b: 2 }]) log(a, r);',
  'let n = 2; while (await v(n--)) log(n);',
  'let n = 2; do log(n); while (await v(--n));',
  'switch (await v(2)) { case await v(1): log(1); case await v(2): log(2); case await v(3): log(3); break; default: log("d"); }',
  'switch (await v(9)) { case 1: log(1); default: log("d"); case 2: log(2); }',
  'if (await v(0)) log(1); else if (await v(1)) log(2); else log(3);',
  'outer: for (const a of [1, 2]) { for (const b of [1, 2]) { await v(0); if (b === 2) continue outer; log(a, b); } }',
  'outer: { inner: { await v(0); if (await v(1)) break outer; } log("never"); }',
  'try { throw await v(new Error("t")); } catch ({ message }) { log(message, await v(1)); } finally { log(await v("f")); }',
  'try { await refused("r"); } catch (e) { log(e.message); }',
  'try { return await v(1); } finally { log(await v("f")); }',
  'try { return v(1); } finally { log("f"); }',
  'try { return await refused("r"); } catch { return log("caught"); }',
  'try { return refused("r"); } catch { return log("never"); }',
  'try { try { throw 1; } finally { await v(0); throw 2; } } catch (e) { log(e); }',
  'l: try { return 1; } finally { await v(0); break l; } log("after");',
  'for (const x of [1, 2]) { try { continue; } finally { log(await v(x)); } }',
  'const [a, b = await v(2), ...c] = await v([1, , 3]); log(a, b, c);',
  'const { [await v("x")]: x = await v(1), ...y } = await v({ z: 1 }); log(x, y);',
  'let a, b; ({ a, b: [b] } = await v({ a: 1, b: [2] })); log(a, b);',
  'var f = async () => { await v(0); return arguments.length; }; log(await f());',
  'log(await (async () => this)());',
  'const g = async function () { return [this, new.target, arguments.length]; }; log(await g.call(1, 2));',
  'class A { async m(x) { return x; } static async s() { return "s"; } } class B extends A { async m(x) { return [await super.m(await v(x)), await super["m"](2)]; } static async s() { return super.s(); } } log(await new B().m(1), await B.s());',
  'class A { constructor() { return (async () => new.target.name)(); } } log(await new A());',
  'class A { #p = 1; async get() { return this.#p + await v(1); } async set() { this.#p = await v(5); return this.#p; } async has(x) { return #p in (await v(x)); } async inc() { this.#p += await v(1); return this.#p++; } } const a = new A(); log(await a.get(), await a.set(), await a.has(a), await a.has({}), await a.inc());',
  'class A { static #s = 1; static async run() { return A.#s ??= await v(2); } static { A.ready = (async () => A.run())(); } } log(await A.ready);',
  'class A { x = (async () => { await 0; return this; })(); } const a = new A(); log(await a.x === a);',
  'class A { get g() { return (async () => 1)(); } set g(x) { (async () => log(await x))(); } } const a = new A(); a.g = v(2); log(await a.g);',
  'async function hoisted() { return 1; } { async function hoisted() { return 2; } log(await hoisted()); } log(await hoisted());',
  '"use strict"; log(await v(1));',
  ';await v(1)\n;[log(1)]\nawait v(2)\nlog(2)',
  'const x = await v(1)\n/re/\nlog(x)',
  'await using r = { async [Symbol.asyncDispose]() { log("disposed"); } }; log("using");',
  '{ await using a = d("a"), b = d("b"); using c = { [Symbol.dispose]() { log("c"); } }; await v(0); } log("after");',
  'try { await using a = d("a"); throw new Error("body"); } catch (e) { log(e.message); }',
  'for (await using x of [d(1), d(2)]) log("body");',
  'for await (using x of [{ [Symbol.dispose]() { log("x"); } }]) log("body");',
  'await using n = null; log(n);',
  'return thenable(3);',
  'return { then: 1 };',
  'throw v(1);',
  'return await new (class P extends Promise {})((r) => r(1));',
  'async function f() { return await f.p; } f.p = v(8); log(await f(), f.length, f.name);',
  'const f = async (n) => n && await f(await v(n - 1)); log(await f(3));',
];

/** What a method of an iterator does that is not as it should be. */
const behaviours = [
  'fine',
  'missing',
  'null',
  'not callable',
  'getter throws',
  'throws',
  'rejects',
  'no object',
  'promise of no object',
  'done throws',
  'value throws',
  'value rejects',
  'thenable value',
  'truthy done',
  'ends',
];

/** Heads of `for await`, with what shows what was bound. */
const heads: [head: string, shown: string][] = [
  ['const x', 'x'],
  ['let x', 'x'],
  ['var x', 'x'],
  ['y', 'y'],
  ['o.p', 'o.p'],
  ['o[log("key") ?? "p"]', 'o.p'],
  ['o[await v("p")]', 'o.p'],
  ['[y]', 'y'],
  ['[o.p = 3]', 'o.p'],
  ['{ length: y }', 'y'],
  ['{ length: o.p, ...o.rest }', 'o.p'],
  ['const [x = await v(1)]', 'x'],
  ['let [...x]', 'x'],
  ['const { length: x, q = log("default") }', 'x, q'],
  ['var { [await v("length")]: x }', 'x'],
  ['(y)', 'y'],
  ['(o.p)', 'o.p'],
  ['async', 'async'],
  ['const async', 'async'],
  ['let of', 'of'],
];
const sources = [
  '["one", "two"]',
  '[v("one"), "two"]',
  '["one", refused("in the list")]',
  'letters()',
  'slowLetters()',
  'new Set(["one"])',
  'null',
  '{ [Symbol.asyncIterator]: null, [Symbol.iterator]: () => ["one"].values() }',
  '{ [Symbol.asyncIterator]: 1 }',
  '{ [Symbol.asyncIterator]: () => 1 }',
];
const exits = [
  '',
  'break;',
  'continue;',
  'throw new Error("body");',
  'return "out";',
  'continue outer;',
  'break outer;',
  'await v(1); break;',
];

/** All cases. */
export function allForms(): FormCase[] {
  const cases: FormCase[] = [];
  const add = (name: string, code: string) => cases.push({ name: name.replaceAll('\n', '⏎'), code });

  const body = (shown: string) => `log("body", ${shown});`;
  for (const [form, write] of Object.entries(asyncFunctions)) {
    for (const [params, args, shown] of parameters)
      add(
        `async ${form}(${params}) of (${args})`,
        `const f = ${write(params, `${body(shown)} await 0; log("after", ${shown}); return "done";`)}; const p = f(${args}); log(p instanceof Promise, p.constructor === Promise); log(await p);`,
      );
    add(
      `async ${form}: what can be seen of it`,
      `const f = ${write('a, b = 1, ...c', 'await 0;')}; log(f.name, f.length, Object.getOwnPropertyNames(f), "prototype" in f, Object.prototype.toString.call(f), Object.getPrototypeOf(f)[Symbol.toStringTag]); try { new f(); } catch (e) { log(e.name, e.message); }`,
    );
  }
  for (const [kind, forms] of [
    ['async generator', asyncGenerators],
    ['generator', generators],
  ] as const)
    for (const [form, write] of Object.entries(forms)) {
      const isAsync = kind === 'async generator';
      for (const [params, args, shown] of parameters)
        add(
          `${kind} ${form}(${params}) of (${args})`,
          `const f = ${write(params, `${body(shown)} const got = yield 1; log("got", got); try { yield ${isAsync ? 'await v(2)' : '2'}; } finally { log("finally"); yield 3; } return 4;`)}; const g = f(${args}); log("made"); log(await g.next("a")); log(await g.next("b")); log(await g.return("c")); log(await g.next("d")); log(await g.next());`,
        );
      add(
        `${kind} ${form}: what can be seen of it`,
        `const f = ${write('a, b = 1, ...c', 'yield 1;')}; log(f.name, f.length, Object.getOwnPropertyNames(f), Object.prototype.toString.call(f), Object.prototype.toString.call(f())); log(Object.getOwnPropertyNames(f.prototype ?? {}), Object.getPrototypeOf(f()) === f.prototype); try { new f(); } catch (e) { log(e.name, e.message); }`,
      );
    }

  for (const expression of expressions) {
    add(`await: ${expression}`, `log(${expression});`);
    add(`await in an arrow without braces: ${expression}`, `log(await (async () => (${expression}))());`);
    add(
      `await in an async generator: ${expression}`,
      `log(await Array.fromAsync((async function* () { yield (${expression}); return ${expression}; })()));`,
    );
  }
  for (const statement of statements) {
    add(`statement: ${statement}`, `log(await (async function () { ${statement} }).call("this", 1, 2));`);
    add(`statement in an arrow: ${statement}`, `log(await (async () => { ${statement} })());`);
    add(
      `statement in an async generator: ${statement}`,
      `const g = (async function* () { yield 0; ${statement} }).call("this", 1, 2); log(await g.next(), await g.next(), await g.next());`,
    );
  }

  for (const [head, shown] of heads)
    for (const source of sources)
      for (const exit of ['', 'break;'])
        add(
          `for await (${head} of ${source}) … ${exit}`,
          `let y, async; log(await (async () => { for await (${head} of ${source}) { log(${shown}); ${exit} } return "end"; })()); log(y, o.p, async);`,
        );
  for (const exit of exits)
    for (const source of [...sources.slice(0, 5), ...behaviours.map((how) => `faulty("return", "${how}")`)])
      add(
        `for await over ${source}, left by ${exit}`,
        `log(await (async () => { outer: for (const z of [1, 2]) { for await (const x of ${source}) { log(z, x); ${exit} } } return "end"; })());`,
      );
  for (const how of behaviours)
    for (const method of ['next', 'iterator'])
      add(
        `for await over an iterator whose ${method} is: ${how}`,
        `log(await (async () => { for await (const x of faulty("${method}", "${how}")) log(x); return "end"; })());`,
      );

  for (const isSync of [false, true])
    for (const method of ['next', 'return', 'throw'])
      for (const how of behaviours)
        add(
          `yield* over ${isSync ? 'a sync' : 'an async'} iterator whose ${method} is: ${how}`,
          `const g = (async function* () { try { const r = yield* faulty("${method}", "${how}", ${isSync}); log("result", r); } catch (e) { log("caught", String(e)); throw e; } finally { log("finally"); } })();
          for (const [step, value] of [["next", 1], ["${method}", new Error("sent")], ["next", 3]]) await g[step](value).then((r) => log(step, r), (e) => log(step, "fails", String(e)));`,
        );
  for (const step of ['next', 'return', 'throw'])
    for (const value of ['1', 'v(1)', 'refused("sent")', 'thenable(1)', 'undefined'])
      for (const at of ['start', 'yield', 'try', 'finally', 'end', 'running'])
        add(
          `async generator: ${step}(${value}) at its ${at}`,
          `const g = (async function* () { ${at === 'try' ? 'try { yield 1; } catch (e) { log("caught", String(e)); yield "c"; } finally { log("finally"); await 0; yield "f"; }' : at === 'finally' ? 'try { return "r"; } finally { yield 1; log("on"); }' : at === 'running' ? 'yield 1; await later(1); yield 2; return v(3);' : 'log(yield 1); yield v(2);'} })();
          ${at === 'start' ? '' : 'await g.next();'} ${at === 'end' ? 'await g.return();' : ''} ${at === 'running' ? 'g.next().then((r) => log("earlier", r)); g.next().then((r) => log("earlier", r));' : ''}
          await g.${step}(${value}).then((r) => log("r", r), (e) => log("e", String(e))); await g.next("x").then((r) => log(r), (e) => log("e", String(e))); log(await g.next());`,
        );
  for (const what of [
    '1',
    'v(1)',
    'refused("no")',
    'thenable(1)',
    'thenable(v(1))',
    'await v(1)',
    'yield 5',
    'yield* [6, v(7)]',
    'yield* letters()',
  ])
    for (const place of [
      'yield X;',
      'return X;',
      'throw X;',
      'const [a = X] = []; log(a);',
      'log(X, X);',
      'yield [yield X, yield X];',
      'yield { a: yield X, ...yield 1 };',
      'try { return X; } finally { yield "f"; }',
      'if (yield X) yield "then"; else yield "else";',
      'for (const z of [yield X]) yield z;',
    ])
      add(
        `async generator: ${place.replaceAll('X', `(${what})`)}`,
        `const g = (async function* () { ${place.replaceAll('X', `(${what})`)} })(); for (let i = 0; i < 5; i++) log(await g.next(i).catch((e) => "fails " + e));`,
      );
  return cases;
}

/** Cases per module: each in a function of its own. */
const prelude = `
let turns = 0, counting = 0;
// Bounded: a timer would never come if there were always another turn.
const count = (run) => { if (run === counting && ++turns < 50) Promise.resolve(run).then(count); };
const show = (value) => { try { return typeof value === 'string' ? value : value instanceof Error ? String(value) : typeof value === 'object' && value !== null ? JSON.stringify(value, (key, inner) => inner === undefined ? 'undefined' : inner instanceof Error ? String(inner) : inner) : String(value); } catch (e) { return 'unshown'; } };
// What V8 says here depends on where it finds the expression in the source.
const plain = (text) => text.replace(/TypeError: .* is not (?:a function|async iterable).*/, 'TypeError: not to be iterated or called');
const log = (...values) => { console.log('+' + turns, ...values.map((value) => plain(show(value)))); };
const v = (value) => Promise.resolve(value);
const refused = (text) => { const promise = Promise.reject(new Error(text)); promise.catch(() => {}); return promise; };
const later = (value) => new Promise((resolve) => setTimeout(resolve, 0, value));
const thenable = (value) => ({ then(resolve) { log('then'); resolve(value); } });
const await_ = () => 1;
const d = (name) => ({ async [Symbol.asyncDispose]() { log('dispose', name); await 0; log('disposed', name); } });
const numbers = (n) => { let i = 0; return { [Symbol.iterator]() { return { next() { log('next'); return { done: i >= n, value: i++ }; }, return() { log('return'); return {}; } }; } }; };
function* letters() { try { yield 'one'; yield v('two'); } finally { log('letters end'); } }
async function* slowLetters() { try { yield 'one'; await 0; yield 'two'; } finally { await 0; log('letters end'); } }
function faulty(method, how, isSync = false) {
  let i = 0, asked = 0;
  const result = (done, value) => isSync ? { done, value } : v({ done, value });
  const wrong = (name) => ({
    get done() { if (how === 'done throws') throw new Error('done of ' + name); return how === 'truthy done' ? 'yes' : how === 'ends' || ++asked > 4; },
    get value() { if (how === 'value throws') throw new Error('value of ' + name); return how === 'value rejects' ? refused('value of ' + name) : how === 'thenable value' ? thenable('v') : 'value of ' + name; },
  });
  const faults = {
    null: null, 'not callable': 1,
    throws() { log('throws'); throw new Error(method + ' throws'); },
    rejects() { return refused(method + ' rejects'); },
    'no object': () => 1,
    'promise of no object': () => v(1),
  };
  const iterator = {
    next(x) { log('next', x); return ++i > 3 ? result(true, 'last') : result(false, i); },
    return(x) { log('return', x); return result(true, 'returned'); },
    throw(x) { log('throw', x); return result(true, 'thrown'); },
  };
  if (how !== 'fine' && method in iterator) {
    if (how === 'missing') delete iterator[method];
    else if (how === 'getter throws') Object.defineProperty(iterator, method, { get() { throw new Error('getter of ' + method); } });
    else if (how in faults) iterator[method] = faults[how];
    else iterator[method] = (x) => { log(method, x); return isSync ? wrong(method) : v(wrong(method)); };
  }
  const key = isSync ? Symbol.iterator : Symbol.asyncIterator;
  if (method === 'iterator' && how !== 'fine') return how === 'missing' ? {} : how === 'getter throws' ? { get [key]() { throw new Error('getter of the iterator'); } } : { [key]: how in faults ? faults[how] : () => iterator };
  if (method === 'value') iterator.next = () => ({ done: false, get value() { throw new Error('value'); } });
  return isSync || method === 'value' ? { [Symbol.iterator]: () => iterator } : { [key]: () => iterator, [Symbol.iterator]: () => iterator };
}
async function perform(name, run) {
  console.log('# ' + name);
  turns = 0;
  count(++counting);
  try { log('ends', await run({ k: 1, m: (x) => [x] })); } catch (e) { log('fails', String(e)); }
  await later();
}
`;

/** One program of all these cases; what it prints for each begins with a line `# name`. */
export function programOfForms(cases: readonly FormCase[]): Program {
  const calls = cases.map(
    ({ name, code }) => `await perform(${JSON.stringify(name)}, async (o) => {\n${code}\n});`,
  );
  return {
    entry: 'main.js',
    files: {
      'main.js': `${prelude}\n${calls.join('\n')}\n`,
    },
  };
}

/** What was printed for each case, by its name. */
export function partsOf(lines: readonly string[]): Map<string, string> {
  const parts = new Map<string, string>();
  let name = '';
  for (const line of lines) {
    if (line.startsWith('# ')) name = line.slice(2);
    else parts.set(name, `${parts.get(name) ?? ''}${line}\n`);
  }
  return parts;
}
