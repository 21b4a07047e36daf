// Frames the sandbox from elsewhere, and gives it orders.
// prints: silence

const messages = [
  { type: 'register-frame', id: 1, origin: location.origin },
  { codesandbox: true, $id: 1, type: 'compile', modules: { '/main.ts': { code: "console.log('x')" } } },
  { codesandbox: true, $id: 1, type: 'interleave-run', run: 1, entry: 'main.ts', files: { 'main.ts': "console.log('x')" } },
];
const heard = [];
addEventListener('message', (e) => heard.push(e.data));
const frame = document.createElement('iframe');
frame.src = 'SITEruntime/index.html';
document.body.append(frame);
await new Promise((r) => frame.addEventListener('load', r));
await new Promise((r) => setTimeout(r, 300));
for (const m of messages) frame.contentWindow.postMessage(m, '*');
await new Promise((r) => setTimeout(r, 700));
return heard.length ? `HEARD ${JSON.stringify(heard)}` : 'silence';
