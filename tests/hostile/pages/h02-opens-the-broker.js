// Opens the sandbox in a window of its own, and gives it orders.
// prints: silence

const messages = [
  { type: 'register-frame', id: 1, origin: location.origin },
  { codesandbox: true, $id: 1, type: 'compile', modules: { '/main.ts': { code: "console.log('x')" } } },
  { codesandbox: true, $id: 1, type: 'interleave-run', run: 1, entry: 'main.ts', files: { 'main.ts': "console.log('x')" } },
];
const heard = [];
addEventListener('message', (e) => heard.push(e.data));
const w = window.open('SITEruntime/index.html');
if (!w) return 'silence';
await new Promise((r) => setTimeout(r, 700));
for (const m of messages) w.postMessage(m, '*');
await new Promise((r) => setTimeout(r, 500));
w.close();
return heard.length ? `HEARD ${JSON.stringify(heard)}` : 'silence';
