// Says it is at rest again and again, with a timer of the far future.
// ends: limit:messages | limit:blocked | limit:time

lab.say({ type: 'worker-made', worker: 1, entry: 'main.js', name: '', label: 'x', at: 0, epoch: 0, here: `${lab.own?.thread ?? 0}:1`, there: `${lab.own?.thread ?? 0}:2` });
for (let due = 0; ; due += 1e9) lab.say({ type: 'at-rest', heard: 9e15, due: Math.min(due, 3e14), keeps: true });
