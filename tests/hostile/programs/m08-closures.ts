// Takes memory with promises that never settle.
// ends: any

const all = [];
for (;;) all.push(new Promise((r) => all.push(r)).then(() => all));
