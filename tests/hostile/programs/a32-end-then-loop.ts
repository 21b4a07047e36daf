// Ends with process.exit where there is none, then loops.
// ends: limit:blocked

try { process.exit(0); } catch {}
for (;;);
