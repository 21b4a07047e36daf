// Expression bodies, object literals in parentheses, nested arrows, comma.
const one = async () => 1;
const object = async () => ({ a: 1 });
const nested = async () => async () => await one();
const comma = async () => (console.log('first'), 'second');
const conditional = async (x: boolean) => (x ? await one() : -1);
console.log(await one(), await object(), await (await nested())(), await comma(), await conditional(false));
