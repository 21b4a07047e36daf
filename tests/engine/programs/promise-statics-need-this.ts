// The statics are methods of their constructor.
const { resolve, all } = Promise;
for (const f of [() => resolve(1), () => all([])]) {
  try {
    f();
  } catch (e) {
    console.log((e as Error).name);
  }
}
try {
  (Promise as unknown as () => void)();
} catch (e) {
  console.log((e as Error).name);
}
