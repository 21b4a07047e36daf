// Steals the port from its prototype.
// prints: a
// prints: undefined
// ends: quiet

const p = MessagePort.prototype.postMessage;
MessagePort.prototype.postMessage = function (m) { globalThis.stolen = this; return p.call(this, m); };
console.log('a');
setTimeout(() => console.log(typeof globalThis.stolen), 5);
