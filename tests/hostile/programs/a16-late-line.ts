// Ends by itself after its last timer, and keeps every line.
// ends: quiet
// prints: x
// prints: y

console.log('x');
setTimeout(() => console.log('y'), 30);
