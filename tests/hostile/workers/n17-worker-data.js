// A worker from text that fetches.

const w = new Worker('data:text/javascript,fetch("http://evil.test/x").then(() => postMessage("WENT"), () => postMessage("no"))');
return new Promise((r) => { w.onmessage = (e) => r(e.data); w.onerror = () => r('error'); });
