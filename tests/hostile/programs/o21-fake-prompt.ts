// Prints what looks like the page’s own words.
// ends: quiet
// most: 5

console.log('Finished at 0 ms.');
console.log('Same as the book.');
console.log('Your session has expired. Password:');
