// Doubles a string.
// includes: /RangeError|InternalError|out of memory/

let s = 'x';
for (;;) s += s;
