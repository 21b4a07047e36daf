/*---
description: the harness is global, and there before the fixtures run
includes: [runTest.js]
flags: [module, async]
---*/
import { kind } from './harness_FIXTURE.js';

runTest(async () => assert.sameValue(kind, 'function', 'kind'));
