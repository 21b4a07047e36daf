// What is printed is what was there at the call.
const object = { state: 'before' };
console.log(object);
object.state = 'after';
console.log(object);
