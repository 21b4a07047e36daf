// Methods and setters of arrays that change what passes.
// prints: plain
// ends: quiet

Array.prototype.push = function (x) { this[this.length] = 'FORGED'; };
Object.defineProperty(Array.prototype, 0, { configurable: true, set(v) { Object.defineProperty(this, 0, { value: 'FORGED', configurable: true, writable: true, enumerable: true }); } });
console.log('plain');
