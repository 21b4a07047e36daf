// Sets, generators, strings; an iterator that throws rejects.
console.log(await Promise.all(new Set([1, Promise.resolve(2)])), await Promise.all('ab'));
function* broken() {
  yield 1;
  throw new Error('iterator');
}
await Promise.all(broken()).catch((e: Error) => console.log(e.message));
await Promise.all(1 as never).catch((e: Error) => console.log(e.name));
