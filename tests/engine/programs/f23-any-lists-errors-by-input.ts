// F23: errors stand in input order, not in the order of time.
const reject = (ms: number, name: string) =>
  new Promise((_, no) => setTimeout(() => no(new Error(name)), ms));
try {
  await Promise.any([reject(30, 'slow'), reject(5, 'fast'), reject(15, 'middle')]);
} catch (error) {
  console.log((error as AggregateError).errors.map((e: Error) => e.message).join(' '));
}
