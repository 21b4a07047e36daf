// A sort whose comparison dawdles.
// ends: limit:blocked

new Array(1e7)
  .fill(0)
  .map((_, i) => i)
  .sort(() => {
    for (let i = 0; i < 1e3; i++);
    return 0;
  });
