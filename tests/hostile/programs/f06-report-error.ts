// Reports errors without end.
// ends: any
// most: 2000

for (;;) reportError(new Error('x'));
