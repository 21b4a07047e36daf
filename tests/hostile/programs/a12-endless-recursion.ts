// Recursion without end.
// includes: /RangeError|InternalError/

(function f() { f(); })();
