// Takes memory with arrays.
// ends: any

const a = [];
for (;;) a.push(new Array(1e4).fill({}));
