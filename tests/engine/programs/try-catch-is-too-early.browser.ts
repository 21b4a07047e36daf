// The catch has long been left when the timer throws.
try {
  setTimeout(() => {
    throw new Error('later');
  }, 1);
} catch {
  console.log('never');
}
console.log('not caught here');
