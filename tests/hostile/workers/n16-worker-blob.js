// A worker from a blob that fetches.

const w = new Worker(URL.createObjectURL(new Blob(['fetch("http://evil.test/x").then(() => postMessage("WENT"), () => postMessage("no"))'])));
return new Promise((r) => { w.onmessage = (e) => r(e.data); w.onerror = () => r('error'); });
