// Defaults and computed keys of patterns may await.
const p = async <T>(v: T): Promise<T> => v;
const { a = await p('default a'), [await p('key')]: b = await p('default b') } = { key: undefined } as Record<string, string | undefined>;
const [x, y = await p('default y')] = await p(['first'] as string[]);
console.log(a, b, x, y);
let target: { v?: string } = {};
[target.v = await p('assigned')] = [];
console.log(target.v);
