// An interval without end, by the reader’s clock at once.
// ends: limit:lines | limit:time | limit:blocked | limit:output
// most: 2000

setInterval(() => console.log('t'), 10);
await new Promise(() => {});
