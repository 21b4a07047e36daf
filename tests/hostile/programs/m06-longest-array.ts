// Prints the longest array there can be.
// ends: quiet
// most: 1

console.log(new Array(2 ** 32 - 1));
