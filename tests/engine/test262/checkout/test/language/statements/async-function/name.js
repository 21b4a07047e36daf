/*---
description: a synchronous test of a function's name
---*/
async function foo() {}
assert.sameValue(foo.name, 'foo', 'name');
