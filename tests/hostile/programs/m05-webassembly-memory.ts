// Takes memory through WebAssembly: there is none here.
// includes: /ReferenceError/

const a = [];
for (;;) a.push(new WebAssembly.Memory({ initial: 1000 }));
