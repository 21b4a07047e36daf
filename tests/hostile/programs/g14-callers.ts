// Asks for its callers.
// never: /object|nonce/
// ends: quiet

let a = 'none';
try { a = typeof (function f() { return f.caller; })(); } catch (e) { a = e.name; }
let b = 'none';
try { b = typeof arguments.callee.caller; } catch (e) { b = e.name; }
console.log(a, b);
