// Replaces comparing, reflecting, cloning and calling.
// prints: plain
// ends: quiet

Object.is = () => true;
Reflect.apply = () => true;
Reflect.ownKeys = () => [];
Reflect.getOwnPropertyDescriptor = () => undefined;
JSON.stringify = () => '';
globalThis.structuredClone = () => 4;
Function.prototype.call = Function.prototype.apply = function () { return 4; };
Object.getPrototypeOf = () => null;
console.log('plain');
