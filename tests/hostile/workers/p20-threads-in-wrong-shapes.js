// What threads say among themselves, in wrong forms, with the secret.
// includes: honest
// never: /FORGED/
// ends: quiet

const made = { type: 'worker-made', worker: 1, entry: 'main.js', name: '', label: 'x', at: 0, epoch: 0, here: '0:1', there: '0:2' };
const parcel = { value: 1, message: 1, channel: 'x', transfer: [], ports: [], content: null };
for (const wrong of [
  { ...made, worker: -1 },
  { ...made, worker: '1' },
  { ...made, entry: '../../x.js' },
  { ...made, entry: 'http://evil.test/x.js' },
  { ...made, here: '__proto__', there: 'constructor' },
  { ...made, here: '5:1', there: '5:2' },
  { type: 'worker-terminated', worker: 1e300 },
  { type: 'parcel', to: '0:1', at: Number.NaN, parcel },
  { type: 'parcel', to: 'x', at: 0, parcel },
  { type: 'parcel', to: '0:1', at: 0, parcel: { ...parcel, transfer: [{}] } },
  { type: 'parcel', to: '0:1', at: 0, parcel: { ...parcel, ports: [{ port: {}, end: '0:1', peer: '0:2', channel: 'x' }] } },
  { type: 'port-closed', to: '9999:999999999', at: 0 },
  { type: 'at-rest', heard: -1, due: Number.NaN, keeps: 'yes' },
  { type: 'worker-failed', at: 0, error: 'FORGED' },
  { type: 'quiet' },
  { type: 'until', until: 1 },
])
  lab.say(wrong);
lab.print('honest');
