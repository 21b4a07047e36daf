/*---
description: looks for $DONE where scripts declare it
defines: [runTest]
---*/
function runTest(body) {
  if (!Object.hasOwn(globalThis, '$DONE')) throw new Test262Error('the test has no flag async');
  body().then(() => $DONE(), $DONE);
}
