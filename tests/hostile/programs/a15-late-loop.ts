// An endless loop in a late timer.
// ends: limit:blocked

setTimeout(() => { for (;;) {} }, 50);
