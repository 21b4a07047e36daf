// Registers symbols for ever.
// ends: any

for (let i = 0; ; i++) Symbol.for(`${i}`.repeat(50));
