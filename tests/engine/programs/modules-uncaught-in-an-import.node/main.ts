// What an import throws ends the program before its own body runs.
import './later.ts';
console.log('never');
