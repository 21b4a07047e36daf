/*---
description: needs the host
flags: [async]
---*/
$262.agent.start('');
