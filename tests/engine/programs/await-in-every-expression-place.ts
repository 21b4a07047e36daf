// await as operand, argument, element, property, template part, condition.
const p = async <T>(v: T): Promise<T> => v;
const list = [await p(1), ...(await p([2, 3])), await p(4)];
const object = { a: await p('a'), [await p('b')]: await p('c'), ...(await p({ d: 'e' })) };
const sum = (await p(1)) + (await p(2)) * (await p(3));
const picked = (await p(true)) ? await p('yes') : await p('no');
const chain = (await p({ x: { y: 5 } }))?.x?.y;
console.log(list.join(), JSON.stringify(object), sum, picked, chain, `t${await p('u')}v`, typeof (await p(1)), !(await p(0)));
console.log((await p((a: number, b: number) => a - b))(await p(9), await p(4)), (await p([10, 20]))[await p(1)]);
