// An endless loop in a getter that the runtime might call while it reports an error.
// ends: any

const e = new Error();
for (const k of ["name", "message", "stack", "cause", "constructor"]) Object.defineProperty(e, k, { get() { for (;;); } });
throw e;
