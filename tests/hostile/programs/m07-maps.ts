// Fills a map and a set with what refers to them.
// ends: any

const m = new Map();
for (let i = 0; ; i++) m.set({ m, i }, new Set([m]));
