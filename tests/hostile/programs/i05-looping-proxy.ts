// Prints a proxy whose trap never returns. (Nobody needs to call it.)
// ends: limit:blocked | quiet

console.log(new Proxy({}, { ownKeys() { for (;;); } }));
