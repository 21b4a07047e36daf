// Makes ten thousand workers in a loop: the ninth waits for a place, and one too many for a whole run ends it.
// ends: limit:workers | limit:blocked
// prints: nothing

if (typeof postMessage !== 'function') {
  let made = 0;
  const errors = [];
  for (let i = 0; i < 10_000; i++)
    try {
      new Worker(import.meta.url, { type: 'module' });
      made++;
    } catch (error) {
      errors.push(error.name);
    }
  console.log(`made ${made}, refused ${errors.length} with ${[...new Set(errors)]}`);
}
