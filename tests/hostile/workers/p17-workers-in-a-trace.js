// A worker whose trace speaks of tens of thousands of workers.
// ends: limit:messages | limit:blocked

const made = (worker) => ({ type: 'worker-made', worker, entry: 'main.js', name: '', label: 'x', at: 0, epoch: 0, here: '0:1', there: '0:2' });
if (!lab.own) {
  lab.say(made(1));
  return lab.stay();
}
for (let part = 0; part < 25; part++)
  lab.say({
    type: 'trace',
    events: Array.from({ length: 2_000 }, (_, i) => ({ type: 'worker-made', seq: part * 2_000 + i, at: 0, job: 0, worker: part * 2_000 + i, name: 'x' })),
  });
lab.say({ type: 'ended', end: { reason: 'limit', exitCode: 1, at: 0, limit: { name: 'lines', value: 1 } } });
return lab.stay();
