/*---
description: a test that fails
flags: [async]
---*/
Promise.resolve(1)
  .then((value) => assert.sameValue(value, 2, 'value'))
  .then($DONE, $DONE);
