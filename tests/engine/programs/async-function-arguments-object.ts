// `arguments` survives suspension and has its usual length.
async function f(_a?: number, _b?: number) {
  const before = arguments.length;
  await null;
  return [before, arguments.length, arguments[2]];
}
console.log(await f(1, 2, 'third' as never), f.length);
