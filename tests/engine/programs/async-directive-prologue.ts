// A directive stays first.
async function f(this: unknown) {
  'use strict';
  await null;
  return this === undefined;
}
console.log(await f());
