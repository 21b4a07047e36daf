// Offers Node’s hook for printing, which would get the runtime’s own options.
// ends: quiet

let seen = 'none';
console.log({ [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) { seen = typeof inspect; options.stylize = () => { throw 1; }; return { a: inspect }; } });
console.log(seen);
