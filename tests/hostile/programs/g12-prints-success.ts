// Prints success and hangs: what was printed is no verdict, and is kept.
// ends: limit:blocked
// prints: ✓ adds
// prints: All tests passed

console.log('✓ adds');
console.log('All tests passed');
for (;;);
