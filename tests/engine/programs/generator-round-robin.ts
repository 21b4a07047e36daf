// Two tasks, switched by hand.
function* task(name: string) {
  for (let n = 1; n <= 3; n++) {
    console.log(name + n);
    yield;
  }
}
const tasks = [task('A'), task('B')];
while (tasks.length) {
  const next = tasks.shift()!;
  if (!next.next().done) tasks.push(next);
}
