// A worker in a worker in a worker, which fetches.

const deep = (n) => (n ? `const w=new Worker(${JSON.stringify(`data:text/javascript,${encodeURIComponent(deep(n - 1))}`)});w.onmessage=e=>postMessage(e.data);w.onerror=()=>postMessage('error')` : 'fetch("http://evil.test/x").then(()=>postMessage("WENT"),()=>postMessage("no"))');
const w = new Worker(`data:text/javascript,${encodeURIComponent(deep(2))}`);
return new Promise((r) => { w.onmessage = (e) => r(e.data); w.onerror = () => r('error'); });
