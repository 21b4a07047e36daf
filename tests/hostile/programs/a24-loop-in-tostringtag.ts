// An endless loop in Symbol.toStringTag and species, while being printed.
// ends: any

console.log({ get [Symbol.toStringTag]() { for (;;); } });
console.log(Object.create({ get constructor() { for (;;); } }));
