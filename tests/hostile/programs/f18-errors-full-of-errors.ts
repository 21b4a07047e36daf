// Throws errors with hundreds of long errors inside, in thousands of calls: each throw is an event of the trace.
// ends: any
// most: 50

const long = 'x'.repeat(4_000);
const many = (depth: number): Error =>
  Object.assign(new AggregateError(depth > 0 ? Array.from({ length: 20 }, () => many(depth - 1)) : [], long), {
    cause: depth > 0 ? many(depth - 1) : undefined,
  });
const error = many(2);
async function fails() { throw error; }
for (let i = 0; i < 3_000; i++) await fails().catch(() => {});
console.log('thrown');
