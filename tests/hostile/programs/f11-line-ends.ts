// Prints a string of line ends.
// ends: any
// most: 2000

console.log('\n'.repeat(1e6));
console.log('\r\u2028\u2029'.repeat(1e5));
