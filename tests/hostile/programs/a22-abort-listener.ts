// An endless loop when a signal is aborted.
// ends: limit:blocked

const c = new AbortController();
c.signal.addEventListener('abort', () => { for (;;); });
setTimeout(() => c.abort(), 1);
