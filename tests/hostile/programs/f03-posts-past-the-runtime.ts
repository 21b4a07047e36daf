// Posts messages past the runtime: there is no such function.
// includes: /ReferenceError|TypeError/

for (;;) self.postMessage({ type: 'output' });
