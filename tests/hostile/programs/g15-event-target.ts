// Replaces listening and the methods of events.
// includes: /late/
// never: /hooked (?!mine)/

const add = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (t, h) { console.log('hooked', t); return add.call(this, t, h); };
Event.prototype.preventDefault = Event.prototype.stopImmediatePropagation = () => {};
setTimeout(() => { throw new Error('late'); });
await new Promise((r) => setTimeout(r, 50));
