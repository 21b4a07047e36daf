// Two threads that never stop answering each other.
// ends: limit:messages | limit:time | limit:blocked

const answer = ({ data, target }) => target.postMessage(data);
if (typeof postMessage === 'function') self.onmessage = answer;
else {
  const worker = new Worker(import.meta.url, { type: 'module' });
  worker.onmessage = answer;
  for (let i = 0; i < 100; i++) worker.postMessage(i);
}
