/*---
description: a runtime error that is expected
flags: [module]
negative:
  phase: runtime
  type: RangeError
---*/
await Promise.reject(new RangeError());
