// Throws an error whose stack and message throw.
// ends: error | uncaught
// most: 20

const e = new Error('m');
Object.defineProperty(e, 'stack', { get() { throw 1; } });
Object.defineProperty(e, 'message', { get() { throw 1; } });
throw e;
