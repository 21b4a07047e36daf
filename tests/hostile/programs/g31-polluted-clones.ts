// Sends keys that name prototypes between threads, small and large, and sees whether anybody's prototype got them.
// includes: clean here
// includes: clean there
// ends: quiet

const isClean = () => !('polluted' in {}) && !('polluted' in []) && Object.prototype.constructor === Object;
const bad = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"content":{"polluted":1},"type":"ended"}');
if (typeof postMessage === 'function') {
  self.onmessage = ({ data }) => {
    self.postMessage([data, bad, Array.from({ length: 5_000 }, () => bad)]);
    console.log(isClean() ? 'clean there' : 'LEAK there');
    self.close();
  };
} else {
  const worker = new Worker(import.meta.url, { type: 'module' });
  worker.onmessage = () => console.log(isClean() ? 'clean here' : 'LEAK here');
  worker.postMessage(bad);
  worker.postMessage(structuredClone(bad));
}
