// Parcels for a worker that is still starting, with ports that are not on the list of what goes along.
// includes: lost
// includes: got second
// ends: quiet

const parcel = (to, value, transfer = []) => ({ type: 'parcel', to, at: 0, parcel: { value, message: 1, channel: 'x', transfer, ports: [], content: null } });
if (lab.own) {
  await lab.heard('parcel-lost');
  lab.print('lost');
  const { parcel: got } = await lab.heard('parcel');
  lab.print(`got ${got.value}`);
  lab.say(parcel('0:1', 'done'));
  return lab.stay();
}
lab.say({ type: 'worker-made', worker: 1, entry: 'main.js', name: '', label: 'x', at: 0, epoch: 0, here: '0:1', there: '0:2' });
const { port1 } = new MessageChannel();
lab.port.postMessage({ nonce: lab.nonce, message: parcel('0:2', port1) }, [port1]);
lab.say(parcel('0:2', 'second'));
await Promise.race([lab.heard('parcel'), lab.stay()]);
