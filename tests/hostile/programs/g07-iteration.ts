// Replaces iteration.
// prints: plain
// ends: quiet

Array.prototype[Symbol.iterator] = function* () { yield 'FORGED'; };
Map.prototype[Symbol.iterator] = Map.prototype.forEach = Set.prototype[Symbol.iterator] = () => { throw 1; };
console.log('plain');
