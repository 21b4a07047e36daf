/*---
description: nothing asynchronous
---*/
for (;;) break;
