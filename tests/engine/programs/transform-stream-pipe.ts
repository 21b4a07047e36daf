// Through a transform, chunk by chunk.
const words = new ReadableStream<string>({
  start(c) {
    for (const w of ['a', 'b', 'c']) c.enqueue(w);
    c.close();
  },
});
const upper = new TransformStream<string, string>({ transform: (w, c) => c.enqueue(w.toUpperCase()) });
const seen: string[] = [];
await words.pipeThrough(upper).pipeTo(new WritableStream({ write: (w) => void seen.push(w) }));
console.log(seen.join(' '));
