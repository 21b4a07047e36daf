// Throws an error that is its own cause, with errors in errors.
// ends: error | uncaught | limit:output | limit:lines | limit:blocked

const e = new AggregateError([], 'm');
e.cause = e;
e.errors = Array.from({ length: 1000 }, () => e);
throw e;
