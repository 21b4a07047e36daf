// Value, promise, throw, nothing.
const cases: [string, () => unknown][] = [
  ['value', () => 1],
  ['promise', () => Promise.resolve(2)],
  ['throw', () => { throw new Error('3'); }],
  ['nothing', () => {}],
];
for (const [name, f] of cases) {
  await Promise.resolve().then(f).then((v) => console.log(name, 'fulfilled', v), (e: Error) => console.log(name, 'rejected', e.message));
}
