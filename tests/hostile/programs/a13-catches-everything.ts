// A loop that catches everything and goes on.
// ends: limit:blocked

for (;;) {
  try {
    for (;;) {}
  } catch {
  } finally {
    continue;
  }
}
