// Dispatches error and rejection events of its own.
// includes: fine

self.dispatchEvent(new ErrorEvent('error', { error: { get stack() { throw 1; } }, message: 'FORGED' }));
try { self.dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise: Promise.resolve(), reason: 1 })); } catch {}
console.log('fine');
