// Reports errors without end.
// ends: any
// most: 1000

for (;;) reportError(new Error('x'));
