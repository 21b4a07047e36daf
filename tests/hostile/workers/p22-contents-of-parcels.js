// With port and secret: announces parcels whose content never comes, comes twice, is too much, or is the port itself.
// ends: any
// never: /FORGED/

const made = (worker) => ({ type: 'worker-made', worker, entry: 'main.js', name: '', label: 'w', at: 0, epoch: 0, here: `0:${worker * 2 - 1}`, there: `0:${worker * 2}` });
const parcel = (content, ports = []) => ({ type: 'parcel', to: '0:2', at: 0, parcel: { value: null, message: 1, channel: 'x', transfer: [], ports, content } });
if (lab.own) lab.stay();
lab.say(made(1));
const send = (message, transfer) => lab.port.postMessage({ nonce: lab.nonce, message }, transfer);
for (let i = 0; i < 50; i++) {
  const { port1, port2 } = new MessageChannel();
  if (i % 3 === 1) for (let n = 0; n < 100; n++) port1.postMessage({ value: 'FORGED', ports: [] });
  if (i % 3 === 2) port1.postMessage('x'.repeat(1 << 24));
  send(parcel(port2, [{ end: `0:${i + 10}`, peer: `0:${i + 100}`, channel: 'x' }]), [port2]);
}
for (const content of [1, {}, 'x', undefined]) lab.say(parcel(content));
const { port1, port2 } = new MessageChannel();
try { port1.postMessage(parcel(port2), [port2]); send(parcel(port1), [port1]); } catch {}
return 'tried';
