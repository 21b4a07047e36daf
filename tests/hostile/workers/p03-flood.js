// Floods its port.
// ends: limit:messages | limit:blocked
// most: 5000

for (;;) lab.print('spam');
