// Prints a hundred thousand combining marks.
// ends: quiet
// most: 1

console.log(`x${'\u0301'.repeat(1e5)}`);
