// Syntax that a careless rewriter breaks.
const async = (x: unknown) => x;
console.log(async (1), typeof async);
const of = [1];
for (const x of of) console.log(x);
const obj = { async: 1, await_: 2, async async() { return 'async async'; }, get get() { return 'get'; } };
console.log(obj.get, typeof obj.async);
const f = async x => await x, g = async (x) => { return await
  x };
console.log(await f(1), await g(2), await (async function named() { return typeof named; })());
if (1) await 0; else await 1
do await 0; while (await false)
label: for (;;) { await 0; break label }
console.log(/await/.test('await'), `${`${await 'nested'}`}`, await await await 'thrice');
console.log(await (await (async () => async () => 'called')())(), -await 1, +await '2', void await 0, delete ({ a: await 1 }).a);
