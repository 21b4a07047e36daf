// F44: the first reason stays.
const controller = new AbortController();
let times = 0;
controller.signal.onabort = () => times++;
controller.abort('first');
controller.abort('second');
console.log(controller.signal.reason, times);
