// A promise is truthy.
const kept = [1, 2, 3].filter(async (n) => n > 2);
console.log(kept.length, [3, 1, 2].sort(async () => 1 as never).join());
