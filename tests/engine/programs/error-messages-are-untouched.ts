// Messages name what the author wrote.
const tests: [string, () => unknown][] = [
  ['call of undefined', () => (undefined as unknown as () => void)()],
  ['null property', () => (null as unknown as { x: 1 }).x],
];
for (const [name, test] of tests) {
  try {
    await test();
  } catch (e) {
    console.log(name, (e as Error).name);
  }
}
async function f() {
  const notAFunction: unknown = 1;
  await (notAFunction as () => Promise<void>)();
}
await f().catch((e: Error) => console.log(/notAFunction/.test(e.message)));
