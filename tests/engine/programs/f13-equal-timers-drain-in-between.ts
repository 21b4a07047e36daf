// F13: promises between two timers that are due together.
for (const name of ['a', 'b', 'c']) {
  setTimeout(async () => {
    console.log(name, 'timer');
    await null;
    console.log(name, 'micro 1');
    await null;
    console.log(name, 'micro 2');
  }, 5);
}
