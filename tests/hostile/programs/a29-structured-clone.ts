// Clones what grows while it is cloned.
// ends: any

const a = {};
let b = a;
for (let i = 0; i < 2e5; i++) b = b.b = {};
structuredClone(a);
