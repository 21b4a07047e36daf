// Opens a chapter in a window, talks to it as its sandbox and its service worker would, and reads what it can of it.
// prints: silence

const heard = [];
addEventListener('message', (e) => heard.push(e.data));
const w = window.open('SITEwaiting/');
if (!w) return 'silence';
await new Promise((r) => setTimeout(r, 800));
const messages = [
  { type: 'initialized', codesandbox: true, $id: 1 },
  { type: 'interleave', codesandbox: true, $id: 1, run: 1, message: { type: 'output', lines: [{ at: 0, level: 'log', text: 'FORGED' }], dropped: 0 } },
  { type: 'state', state: { version: 'x', whole: true, keptBytes: 1, totalBytes: 1, openPages: 1, pages: [] } },
  { type: 'take-over' }, { type: 'resize', height: 1e9, codesandbox: true }, { type: 'urlchange', url: 'http://evil.test/', codesandbox: true },
];
for (const m of messages) w.postMessage(m, '*');
await new Promise((r) => setTimeout(r, 300));
let reached = '';
for (const read of [() => w.document.title, () => w.localStorage.length, () => w.navigator.serviceWorker, () => w[0].document, () => w.frames[0].location.href])
  try { const got = read(); if (got !== undefined) reached += String(got).slice(0, 40); } catch {}
w.close();
return reached ? `REACHED ${reached}` : heard.length ? `HEARD ${JSON.stringify(heard)}` : 'silence';
