/*---
description: not for us
negative:
  phase: parse
  type: SyntaxError
---*/
$DONOTEVALUATE();
