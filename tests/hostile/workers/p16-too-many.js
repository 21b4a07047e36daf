// Says that three hundred workers have been made, with numbers of its choice.
// ends: limit:workers | limit:time | limit:blocked
// never: /thread/

if (lab.own) return lab.stay();
for (let i = 1; i <= 300; i++) {
  lab.say({ type: 'worker-made', worker: i * 1_000, entry: 'main.js', name: '', label: 'x', at: 0, epoch: 0, here: `0:${i * 2}`, there: `0:${i * 2 + 1}` });
  lab.say({ type: 'worker-terminated', worker: i * 1_000 });
}
return lab.stay();
