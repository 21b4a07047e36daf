// Imports a file above the program.
// ends: refused

import '../../../etc/passwd';
console.log('LEAK');
