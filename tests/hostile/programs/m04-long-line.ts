// Prints a line of a quarter of a billion characters.
// ends: quiet | limit:blocked
// most: 1

console.log('x'.repeat(2 ** 28));
