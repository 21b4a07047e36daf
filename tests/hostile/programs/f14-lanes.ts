// Makes a lane of the timeline per call, ten thousand of them.
// ends: any

await Promise.all(Array.from({ length: 1e4 }, async (_, i) => { await new Promise((r) => setTimeout(r, i)); }));
