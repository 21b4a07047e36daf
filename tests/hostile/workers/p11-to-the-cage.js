// Talks to the frame around it.
// prints: honest

for (const m of [{ type: 'killed', worker: 1 }, { type: 'spawn', worker: 9, kind: 'blob', script: 'x' }, { type: 'pong' }]) self.postMessage(m);
return 'honest';
