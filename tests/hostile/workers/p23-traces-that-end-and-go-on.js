// Threads whose traces end, are cut and go on, again and again, with as many events as a message may hold.
// ends: limit:messages | limit:blocked

const event = (seq, type, more = {}) => ({ type, seq, at: seq, job: seq, ...more });
const end = { reason: 'quiet', exitCode: 0 };
const flood = () => {
  for (let part = 0; part < 150; part++)
    lab.say({
      type: 'trace',
      events: Array.from({ length: 2_000 }, (_, i) =>
        event(part * 2_000 + i, ...[['end', end], ['truncated', { dropped: 9e15 }], ['reaction-end', { reaction: 1 }]][i % 3]),
      ),
    });
};
if (!lab.own)
  for (let worker = 1; worker <= 3; worker++)
    lab.say({ type: 'worker-made', worker, entry: 'main.js', name: '', label: 'x', at: 0, epoch: 0, here: `0:${worker * 2}`, there: `0:${worker * 2 + 1}` });
flood();
return lab.stay();
