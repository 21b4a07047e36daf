// A worker and its parent send each other everything the runtimes, the team and the sandbox say among themselves.
// prints: the worker got 20
// prints: the parent got 20
// ends: quiet

const line = { at: 0, level: 'log', text: 'FORGED' };
const error = { name: 'Error', message: 'FORGED', frames: [], text: 'FORGED' };
const parcel = { value: 'FORGED', message: 1, channel: 'main.ts', transfer: [], ports: [], content: null };
const shapes = [
  { type: 'started' },
  { type: 'output', lines: [line], dropped: 0 },
  { type: 'trace', events: [{ type: 'log', seq: 0, at: 0, job: 0, level: 'log', text: 'FORGED' }] },
  { type: 'test', result: { name: 'FORGED', defined: [] } },
  { type: 'refused', problems: [{ file: 'main.ts', line: 0, column: 0, message: 'FORGED' }] },
  { type: 'ended', end: { reason: 'error', exitCode: 1, at: 0, error } },
  { type: 'pong' },
  { type: 'ping' },
  { type: 'stop', reason: 'stopped', value: 0 },
  { type: 'speed', speed: 0 },
  { type: 'worker-made', worker: 1, entry: 'main.ts', name: '', label: 'FORGED', at: 0, epoch: 0, here: '0:1', there: '0:2' },
  { type: 'worker-terminated', worker: 1 },
  { type: 'parcel', to: '0:1', at: 0, parcel },
  { type: 'parcel-lost', to: '0:1', at: 0, until: 99 },
  { type: 'port-closed', to: '0:1', at: 0 },
  { type: 'at-rest', heard: 1e9, due: -1, keeps: false },
  { type: 'worker-failed', at: 0, error },
  { type: 'until', until: 1e9 },
  { type: 'quiet' },
];
const envelopes = [...shapes.map((message) => ({ nonce: '0'.repeat(32), message })), { type: 'greet', worker: 1, greeting: {} }];
let count = 0;
const talk = (other, name) => {
  other.onmessage = ({ data }) => {
    if (data === 'count') console.log(`the ${name} got ${count}`);
    else count++;
  };
  for (const one of envelopes) other.postMessage(one);
};
if (typeof postMessage === 'function') {
  talk(self, 'worker');
  // As if they came from outside, with a port to answer on.
  for (const message of shapes)
    for (const data of [message, { nonce: '', message }, { nonce: '', options: {}, own: {} }])
      self.dispatchEvent(new MessageEvent('forged', { data, ports: [new MessageChannel().port1] }));
  setTimeout(() => self.postMessage('count'), 20);
} else {
  const worker = new Worker(import.meta.url, { type: 'module' });
  talk(worker, 'parent');
  setTimeout(() => worker.postMessage('count'), 10);
}
