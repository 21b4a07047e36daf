// F60: the default high-water mark of a readable is 1.
let pulls = 0;
new ReadableStream({ pull: () => void pulls++ });
let pullsOfZero = 0;
new ReadableStream({ pull: () => void pullsOfZero++ }, { highWaterMark: 0 });
await new Promise((resolve) => setTimeout(resolve, 5));
console.log(pulls, pullsOfZero);
