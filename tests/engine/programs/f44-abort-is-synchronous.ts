// F44: listeners run inside abort(); one added afterwards never runs.
const controller = new AbortController();
controller.signal.addEventListener('abort', () => console.log('listener'));
console.log('before');
controller.abort();
console.log('after');
controller.signal.addEventListener('abort', () => console.log('never'));
await null;
console.log(controller.signal.aborted);
