// Traces whose moments never come, or come backwards, so that what is merged would have to be kept.
// ends: any

const thread = lab.own?.thread ?? 0;
if (thread < 6)
  lab.say({ type: 'worker-made', worker: 1, entry: 'main.js', name: '', label: 'x', at: 0, epoch: 0, here: `${thread}:1`, there: `${thread}:2` });
for (let part = 0; part < 10; part++)
  lab.say({
    type: 'trace',
    events: Array.from({ length: 2_000 }, (_, i) => ({ type: 'message-received', seq: part * 2_000 + i, at: 3e12 - i * 1e6, job: i, channel: 'x', message: 1e7 * (thread + 2) + i, cause: 9_999_999 })),
  });
for (let i = 0; i < 1_000; i++) lab.say({ type: 'at-rest', heard: 9e15, due: i, keeps: true });
return lab.stay();
