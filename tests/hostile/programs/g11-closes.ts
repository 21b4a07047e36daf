// Closes the worker under the runtime.
// prints: undefined
// ends: quiet

console.log(typeof self.close);
