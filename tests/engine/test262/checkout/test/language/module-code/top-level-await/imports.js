/*---
description: a module and what it imports
flags: [module, async]
---*/
import { value } from './imports_FIXTURE.js';

assert.sameValue(value, 42, 'value');
$DONE();
