// Names a source map at an address of the attacker’s.
// prints: ok
// ends: quiet

console.log('ok');
//# sourceMappingURL=http://evil.test/x.map
//# sourceURL=http://evil.test/x.js
