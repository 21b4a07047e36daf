// Prints without end in tasks.
// ends: limit:lines | limit:time | limit:output | limit:blocked
// most: 2000

setInterval(() => {
  for (let i = 0; i < 1e4; i++) console.log(i);
}, 0);
await new Promise(() => {});
