// In a worker: the list of what is transferred never ends, or is another one each time it is walked.
// ends: any

if (typeof postMessage === 'function') {
  const bytes = new ArrayBuffer(8);
  self.postMessage('first');
  Array.prototype[Symbol.iterator] = function* () {
    for (;;) yield new ArrayBuffer(8);
  };
  self.postMessage(bytes, { transfer: [bytes] });
} else new Worker(import.meta.url, { type: 'module' }).onmessage = ({ data }) => console.log('got', typeof data);
