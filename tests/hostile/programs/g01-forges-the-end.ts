// Forges the end of the run.
// prints: honest
// ends: quiet

try { postMessage({ type: 'ended' }); } catch {}
try { self.postMessage({ nonce: '', message: { type: 'ended', end: { reason: 'quiet', exitCode: 0, at: 0 } } }); } catch {}
console.log('honest');
