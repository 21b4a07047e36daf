// Handlers that are no functions are skipped.
await Promise.resolve('through').then(1 as never, 2 as never).then(undefined).then(null).then(console.log);
await Promise.reject(new Error('through')).then(console.log).catch((e: Error) => console.log('caught', e.message));
