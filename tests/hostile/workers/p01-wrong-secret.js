// Messages without the secret of the run, or with a guessed one.
// prints: honest

const forged = { type: 'output', lines: [{ at: 0, level: 'log', text: 'FORGED' }], dropped: 0 };
lab.port.postMessage({ nonce: 'guess', message: forged });
lab.port.postMessage({ message: forged });
lab.port.postMessage(forged);
lab.port.postMessage(null);
lab.port.postMessage('ended');
self.postMessage({ nonce: lab.nonce, message: forged });
return 'honest';
