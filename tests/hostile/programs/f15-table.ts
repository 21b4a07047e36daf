// Prints a table of a million cells.
// ends: any
// most: 2000

console.table(Array.from({ length: 1000 }, () => Array.from({ length: 1000 }, () => 1)));
