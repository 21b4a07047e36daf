// Guesses the secret ten thousand times.
// ends: limit:messages | limit:time | limit:blocked

for (let i = 0; i < 1e4; i++) lab.port.postMessage({ nonce: Math.random().toString(16).slice(2).padEnd(32, '0'), message: { type: 'ended', end: { reason: 'quiet', exitCode: 0, at: 0 } } });
return lab.stay();
