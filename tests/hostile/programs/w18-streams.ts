// Hands streams to another thread: all they carry would pass through the page's thread, and no limit would count it.
// prints: there: DataCloneError, DataCloneError, DataCloneError
// prints: here: DataCloneError, DataCloneError, DataCloneError
// ends: quiet

const tried = (other) =>
  [ReadableStream, WritableStream, TransformStream]
    .map((Stream) => {
      const stream = Stream === ReadableStream ? new ReadableStream({ pull: (c) => c.enqueue(new ArrayBuffer(1e6)) }) : new Stream();
      try {
        other.postMessage(stream, [stream]);
        return 'WENT';
      } catch (error) {
        return error.name;
      }
    })
    .join(', ');
if (typeof postMessage === 'function') console.log('there:', tried(self));
else {
  const worker = new Worker(import.meta.url, { type: 'module' });
  setTimeout(() => console.log('here:', tried(worker)), 20);
}
