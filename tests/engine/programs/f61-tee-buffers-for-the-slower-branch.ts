// F61: reading one branch fills the other.
let produced = 0;
const source = new ReadableStream<number>({
  pull(controller) {
    controller.enqueue(produced++);
  },
});
const [fast, slow] = source.tee();
const reader = fast.getReader();
for (let i = 0; i < 10; i++) await reader.read();
console.log('at least ten waiting in the other branch:', produced >= 10);
const slowReader = slow.getReader();
console.log((await slowReader.read()).value, (await slowReader.read()).value);
