// Ends a line for one parser and not for another.
// never: /ESCAPED/

//  }, console.log('ESCAPED'), function* () {
const s = '  ';
console.log(s.length);
