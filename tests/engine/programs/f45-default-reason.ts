// F45: without an argument the reason is an AbortError.
const controller = new AbortController();
controller.abort();
console.log(controller.signal.reason.name, controller.signal.reason instanceof DOMException);
try {
  controller.signal.throwIfAborted();
} catch (error) {
  console.log(error === controller.signal.reason);
}
