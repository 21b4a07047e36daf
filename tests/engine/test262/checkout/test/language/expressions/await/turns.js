/*---
description: an await takes one turn
includes: [orderLog.js]
flags: [async]
---*/
async function f() {
  order.push('begins');
  await null;
  order.push('goes on');
}
f()
  .then(() => {
    assert.sameValue(order.join(), 'begins,called,goes on', 'order');
  })
  .then($DONE, $DONE);
order.push('called');
