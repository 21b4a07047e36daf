// Prints without end in one task.
// ends: limit:lines | limit:blocked | limit:output | limit:messages
// most: 2000

for (;;) console.log('spam');
