// A loop of awaits without end.
// ends: limit:blocked

for (;;) await 0;
