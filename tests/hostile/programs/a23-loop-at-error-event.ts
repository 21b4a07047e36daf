// An endless loop while the error event is dispatched.
// ends: limit:blocked

addEventListener('error', () => { for (;;); });
setTimeout(() => { throw 1; }, 1);
