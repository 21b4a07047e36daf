// Says two hundred times that the same worker has been made.
// includes: honest
// includes: thread 1
// most: 4
// ends: quiet

if (lab.own) return `thread ${lab.own.thread}`;
lab.stay();
for (let i = 0; i < 200; i++) lab.say({ type: 'worker-made', worker: 1, entry: 'main.js', name: '', label: 'x', at: 0, epoch: 0, here: '0:1', there: '0:2' });
await new Promise((resolve) => setTimeout(resolve, 400));
return 'honest';
