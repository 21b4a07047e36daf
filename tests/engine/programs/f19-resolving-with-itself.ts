// F19: a promise cannot be resolved with itself.
let resolve: (value: unknown) => void = () => {};
const promise = new Promise((r) => {
  resolve = r;
});
resolve(promise);
try {
  await promise;
} catch (error) {
  console.log((error as Error).name);
}
