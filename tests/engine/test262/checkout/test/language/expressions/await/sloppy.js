/*---
description: not for us either
flags: [noStrict]
---*/
var await = 1;
