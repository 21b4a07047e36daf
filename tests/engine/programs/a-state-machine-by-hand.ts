// What an async function is compiled to, in miniature.
const steps = [() => console.log('one'), () => console.log('two'), () => console.log('three')];
const run = (i: number): void => {
  if (i === steps.length) return;
  steps[i]?.();
  Promise.resolve().then(() => run(i + 1));
};
run(0);
console.log('started');
