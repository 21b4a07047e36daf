// Measures time finely: the virtual clock does not tell it.
// ends: quiet

const t = performance.now();
for (let i = 0; i < 1e5; i++);
console.log(performance.now() - t < 100);
