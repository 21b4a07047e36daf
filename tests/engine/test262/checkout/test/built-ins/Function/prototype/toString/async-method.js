/*---
description: a synchronous test of what only its name calls asynchronous
---*/
const { method } = { async /* a */ method(/* b */) { await null; } };
assert.sameValue(method.toString(), 'async /* a */ method(/* b */) { await null; }', 'text');
