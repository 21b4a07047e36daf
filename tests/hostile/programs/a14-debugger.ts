// A debugger statement, without a debugger.
// ends: quiet
// prints: past

debugger;
console.log('past');
