// F62: chunks that were queued are gone.
const stream = new ReadableStream({
  start(controller) {
    controller.enqueue('a');
    controller.enqueue('b');
    controller.error(new Error('broken'));
  },
});
try {
  for await (const chunk of stream as unknown as AsyncIterable<string>) console.log(chunk);
} catch (error) {
  console.log((error as Error).message);
}
