// Methods of strings, symbols and numbers that lie.
// prints: plain
// ends: quiet

String.prototype.slice = String.prototype.concat = String.prototype.replace = String.prototype.split = () => 'FORGED';
Symbol.prototype.toString = () => 'FORGED';
Number.prototype.toString = () => 'FORGED';
console.log('plain');
