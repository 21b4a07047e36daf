// F63: break cancels and unlocks.
const stream = new ReadableStream({
  start(controller) {
    controller.enqueue('a');
    controller.enqueue('b');
  },
  cancel: (reason) => console.log('cancelled with', reason),
});
for await (const chunk of stream as unknown as AsyncIterable<string>) {
  console.log(chunk);
  break;
}
console.log('locked:', stream.locked);
