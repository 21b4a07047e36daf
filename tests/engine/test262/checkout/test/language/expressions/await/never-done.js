/*---
description: a test that never reports
flags: [async]
---*/
new Promise(() => {}).then($DONE, $DONE);
