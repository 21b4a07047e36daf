// An endless loop.
// ends: limit:blocked

for (;;) {}
