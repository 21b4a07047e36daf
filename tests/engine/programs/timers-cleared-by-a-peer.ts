// A timer that is due may still be cleared by the one before it.
const timers: ReturnType<typeof setTimeout>[] = [];
timers.push(
  setTimeout(() => {
    console.log('first');
    clearTimeout(timers[1]);
  }, 5),
  setTimeout(() => console.log('never'), 5),
  setTimeout(() => console.log('third'), 5),
);
