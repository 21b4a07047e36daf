// Waits for what never happens.
// ends: stuck

await new Promise(() => {});
